/** The candidate with the fewest letters to change; null if none is like the word in more than half of its letters. */
export function closestOf(word: string, candidates: readonly string[]): string | null {
  let closest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const changes = editDistance(word, candidate);
    const isAlike = changes <= Math.max(word.length, candidate.length) / 2;
    if (isAlike && changes < least) [closest, least] = [candidate, changes];
  }
  return closest;
}

/** Letters to insert, delete or replace (Levenshtein), row by row of the table of all beginnings. */
function editDistance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1];
    for (const [column, otherLetter] of [...other].entries()) {
      const replaced = (above[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      current.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}
