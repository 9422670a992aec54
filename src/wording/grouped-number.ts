const format = new Intl.NumberFormat('zh-CN');

/** A count with separators between its thousands, such as 1,234. */
export function groupedNumber(count: number): string {
  return format.format(count);
}
