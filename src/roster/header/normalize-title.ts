import { cleanLine } from '../clean-cell.ts';

/** Names behind which a bracket says what is measured rather than explaining the name. */
const unit = /\(秒\)$/;
const bracketTail = /(.)\([^()]*\)$/;
/** Says how a column has to be filled in, in front of its name or behind it. */
const demand = '[([【](?:必填|选填|必选|可选|必須|選填|required|optional)项?[)\\]】]';
const demandAround = new RegExp(`^${demand}(?=.)|(?<=.)${demand}$`, 'g');
/** Marks that say "required" or are left from quoting. */
const marksAround = /^[*★☆●○◆◇■□※•·#"'`“”]+|[*★☆●○◆◇■□※•·#"'`“”:;,.。、]+$/gu;
/** No name is nearly as long. */
const longestTitle = 100;
const invisible = /\p{Cf}|\u180e|[\ufe00-\ufe0f]/gu;

/**
 * A header name as it is compared: half-width, lower case, without blanks, without marks around it and without a remark in
 * brackets in front of it or at its end.
 */
export function normalizeTitle(title: string): string {
  if (title.length > longestTitle) return title;
  let name = cleanLine(cleanLine(title.replace(invisible, '')).normalize('NFKC'))
    .replace(/\s/g, '')
    .toLowerCase();
  for (;;) {
    const bare = withoutMarks(name);
    if (bare === name) return name;
    name = bare;
  }
}

function withoutMarks(name: string): string {
  const bare = name.replace(marksAround, '').replace(demandAround, '');
  const shorter = unit.test(bare) ? bare : bare.replace(bracketTail, '$1');
  return shorter === '' ? name : shorter;
}
