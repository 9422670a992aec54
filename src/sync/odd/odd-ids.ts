import type { AskedReason } from '../asked-reason.ts';
import { examplesOf } from './examples.ts';
import { thresholds } from './thresholds.ts';

const { share, ids: fewest, learnersOfShape, filledBase } = thresholds.oddIds;

/** What is known of the 用户IDs in Base: at least these learners have them. */
export interface KnownIds {
  userIds: ReadonlySet<string>;
  /** Shapes that earlier syncs have found to be usual here. */
  shapes: ReadonlySet<string>;
  /** How many learners it has, as far as is known. */
  learners: number;
}

/** Ids of a shape that hardly anybody in Base has: another shop, or another column. */
export function doubtIds(userIds: ReadonlySet<string>, known: KnownIds): AskedReason | null {
  const odd = oddIds(userIds, known);
  if (!areMany(odd, userIds) || !isFilled(known)) return null;
  return {
    code: 'odd_ids',
    figures: { ids: userIds.size, odd: odd.length },
    examples: examplesOf(odd, (id) => id),
  };
}

/** Whether so many ids are unlike what is known that it is worth a look at more of Base. */
export function needsMoreIds(userIds: ReadonlySet<string>, known: KnownIds): boolean {
  return areMany(oddIds(userIds, known), userIds);
}

/** The shapes that enough learners have for them to be usual. */
export function usualShapes({ userIds, shapes }: Omit<KnownIds, 'learners'>): Set<string> {
  const counts = new Map<string, number>();
  for (const id of userIds) counts.set(shapeOf(id), (counts.get(shapeOf(id)) ?? 0) + 1);
  const frequent = [...counts].filter(([, count]) => count >= learnersOfShape);
  return new Set([...shapes, ...frequent.map(([shape]) => shape)]);
}

function oddIds(userIds: ReadonlySet<string>, known: KnownIds): string[] {
  const usual = usualShapes(known);
  return [...userIds].filter((id) => !usual.has(shapeOf(id)));
}

function areMany(odd: readonly string[], all: ReadonlySet<string>): boolean {
  return odd.length >= fewest && odd.length > all.size * share;
}

function isFilled({ userIds, learners }: KnownIds): boolean {
  return Math.max(userIds.size, learners) >= filledBase;
}

/**
 * What the ids of one source have in common: those of 小鹅通 how they begin, others the kinds of their characters. Their lengths
 * do not count, because numbers grow; only that of a phone does, which is no id.
 */
function shapeOf(userId: string): string {
  if (userId.startsWith('u_')) return 'u_';
  if (/^1\d{10}$/.test(userId)) return 'phone';
  const kinds = [...userId].map((character) => kindOf(character));
  return [...new Set(kinds)].sort().join('');
}

function kindOf(character: string): string {
  if (/\d/.test(character)) return '9';
  if (/[a-z]/i.test(character)) return 'a';
  return /\p{L}/u.test(character) ? '字' : character;
}
