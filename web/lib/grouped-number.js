const format = new Intl.NumberFormat('zh-CN');

/** A count with separators between its thousands, such as 1,234. @param {number} count */
export const groupedNumber = (count) => format.format(count);
