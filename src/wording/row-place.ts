/** Where a row stands, as staff find it: 第5行, in a workbook of several sheets 第12期!5. */
export function rowPlace({ sheet, line }: { sheet: string | null; line: number }): string {
  return sheet === null ? `第${line}行` : `${sheet}!${line}`;
}
