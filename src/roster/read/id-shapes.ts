import { cleanCode } from '../clean-cell.ts';
import { isUsualUserId } from '../user-id.ts';

/** What the ids of a file look like, to tell what is none. */
export interface IdShapes {
  /** Whether a cell holds what most ids of the file look like. */
  isId(cell: string): boolean;
  /** Whether an id holds what no other of the file does, and cannot be one. */
  isOutlier(userId: string): boolean;
}

const plain = /^\w+$/;
const plainShare = 0.9;
const mostShare = 0.5;
const randomId = /^(?=.*\d)(?=.*[a-z])[\w-]{8,}$/i;
/** Words, brackets of any kind, marks between words. */
const notInIds =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Ps}\p{Pe}<>:,.。、/\\]/u;

/** @param userIds all that are accepted for themselves */
export function idShapes(userIds: readonly string[]): IdShapes {
  const isPlain = userIds.filter((id) => plain.test(id)).length >= userIds.length * plainShare;
  const usual = usualShape(userIds, runsOf) ?? usualShape(userIds, lengthOf);
  return {
    isId: (cell) => isUsualUserId(cell) || usual?.(cleanCode(cell)) === true,
    isOutlier: (userId) => isPlain && notInIds.test(userId),
  };
}

/** What a text looks like; null for what is no id of any kind. */
type ShapeOf = (text: string) => string | null;

/** Tells texts of the shape that more than half of the ids have; null if there is none. */
function usualShape(userIds: readonly string[], shapeOf: ShapeOf): ((text: string) => boolean) | null {
  const counts = new Map<string, number>();
  for (const id of userIds) {
    const shape = shapeOf(id);
    if (shape !== null) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  const [shape, count] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [null, 0];
  return count > userIds.length * mostShare ? (text) => shapeOf(text) === shape : null;
}

/** The lengths of its runs of letters and digits and what stands between them; null for words in Chinese. */
function runsOf(text: string): string | null {
  if (isUsualUserId(text)) return 'usual';
  if (text === '' || /[^\x21-\x7e]/.test(text)) return null;
  return /^\d+$/.test(text) ? `digits ${text.length}` : text.replace(/[A-Z]+|[a-z]+|\d+/g, runOf);
}

/** Of ids that are made at random, letters and digits in any order, nothing but the length is the same. */
function lengthOf(text: string): string | null {
  return randomId.test(text) ? String(text.length) : null;
}

function runOf(run: string): string {
  return `${/\d/.test(run) ? '9' : 'a'}${run.length}`;
}
