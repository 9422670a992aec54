import { cleanKey } from '../clean-cell.ts';
import { toSimplified } from '../simplified.ts';

/** Names behind which a bracket says what is measured rather than explaining the name. */
const unit = /\(秒\)$/;
const bracketTail = /(.)\p{Ps}[^\p{Ps}\p{Pe}]*\p{Pe}$/u;
const bracketsAround = /^(?:\p{Ps}([^\p{Ps}\p{Pe}]+)\p{Pe}|<([^<>]+)>)$/u;
/** Says how a column has to be filled in, in front of its name or behind it. */
const demand = '\\p{Ps}(?:必填|选填|必选|可选|必须|required|optional)项?\\p{Pe}';
const demandAround = new RegExp(`^${demand}(?=.)|(?<=.)${demand}$`, 'gu');
/** They say "required", or are left from quoting. A `?` or U+FFFD may stand for a lost character. */
const mark = '[^\\p{L}\\p{N}\\p{M}\\p{Ps}\\p{Pe}<>_?\\uFFFD]';
const marksAround = new RegExp(`^${mark}+|${mark}+$`, 'gu');
/** No name is nearly as long. */
const longestTitle = 100;

/**
 * A header name as it is compared: half-width, lower case, in simplified characters, without blanks, without marks or brackets
 * around it and without a remark in brackets in front of it or at its end.
 */
export function normalizeTitle(title: string): string {
  if (title.length > longestTitle) return title;
  let name = toSimplified(cleanKey(title)).replace(/\s/g, '').toLowerCase();
  for (;;) {
    const bare = withoutMarks(name);
    if (bare === name) return name;
    name = bare;
  }
}

function withoutMarks(name: string): string {
  const bare = name.replace(marksAround, '').replace(demandAround, '').replace(bracketsAround, '$1$2');
  const shorter = unit.test(bare) ? bare : bare.replace(bracketTail, '$1');
  return shorter === '' ? name : shorter;
}
