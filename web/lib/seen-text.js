/** @import { Changes } from './sync-api.js' */

/** What was seen of the file: sheets, columns, lines that are no rows. @param {Changes['file']} file */
export function seenText({ sheets, headerLine, columns, skipped }) {
  const named = columns.filter(({ title }) => title !== '');
  const read = named.flatMap(({ title, field }) =>
    field === null ? [] : title === field ? title : `${title}（${field}）`,
  );
  const ignored = named.flatMap(({ title, field }) => (field === null ? title : []));
  const several = sheets.length < 2 ? [] : [`工作表：${sheets.map(sheetText).join('、')}`];
  return [
    ...several,
    `表头在第${headerLine}行，读取了：${read.join('、')}`,
    ...(ignored.length === 0 ? [] : [`没有用到：${ignored.join('、')}`]),
    ...skippedTexts(skipped),
  ].join('；');
}

/** What of the file is no row, or hardly one. @param {Changes['file']['skipped']} skipped */
export function skippedTexts({ beforeHeader, footers, hidden }) {
  const texts = footers.map(({ text }) => text);
  return [
    ...(beforeHeader === 0 ? [] : [`表头上面有${beforeHeader}行`]),
    ...(texts.length === 0 ? [] : [`跳过的行：${texts.join('、')}`]),
    ...(hidden === 0 ? [] : [`被隐藏或筛选掉的${hidden}行也读取了`]),
  ];
}

/** @param {Changes['file']['sheets'][number]} sheet */
export const sheetText = ({ name, rows, read }) => (read ? `${name}（${rows}行）` : `${name}（没有读取）`);
