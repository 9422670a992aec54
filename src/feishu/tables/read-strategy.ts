/** The most that search returns at once: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/search */
export const pageRows = 500;
/** So few calls are made without knowing what a scan would cost. */
const cheapFilterCalls = 4;

/** Whether to look for single rows instead of reading the whole table. With equal cost a scan is the surer way. */
export function startsWithFilters(filterCalls: number, knownRows: number | null): boolean {
  return knownRows === null ? filterCalls <= cheapFilterCalls : filterCalls < pagesOf(knownRows);
}

/** Whether the first page of the table is read in any case, whoever is looked for. */
export function isReadAnyway(knownRows: number | null): boolean {
  return knownRows !== null && pagesOf(knownRows) === 1;
}

/** The same question after the first page of a scan has told how many rows there are. */
export function switchesToFilters(filterCalls: number, rows: number): boolean {
  return filterCalls < pagesOf(rows) - 1;
}

function pagesOf(rows: number): number {
  return Math.max(1, Math.ceil(rows / pageRows));
}
