/** The columns that a list of failed rows has behind the original ones. */
export const addedColumns: readonly string[] = ['行号', '原因'];

/** The titles of the original: a list of failed rows that was corrected and sent back has the added columns already. */
export function withoutAdded(titles: readonly string[]): readonly string[] {
  const rest = titles.length - addedColumns.length;
  return addedColumns.every((name, index) => titles[rest + index] === name) ? titles.slice(0, rest) : titles;
}
