import { element } from '../lib/element.js';

/** From so many on, a group is folded. */
const foldFrom = 6;

/** @typedef {{ line: number | null, sheet: string | null, userId: string | null, reason: string }} Remark */

/** Remarks of one kind under a heading that folds them. @param {string} title @param {readonly Remark[]} remarks */
export function remarkGroup(title, remarks) {
  const group = element('details', 'fold warnings');
  group.open = remarks.length < foldFrom;
  const list = element('ul');
  list.append(...remarks.map(remarkItem));
  group.append(element('summary', '', `${title}（${remarks.length}）`), list);
  return group;
}

/** @param {Remark} remark */
function remarkItem({ line, sheet, userId, reason }) {
  const item = element('li');
  const where = line === null ? '整个文件' : [placeOf(line, sheet), userId].filter(Boolean).join(' · ');
  item.append(element('span', 'where', where), ' ', element('span', '', reason));
  return item;
}

/** @param {number} line @param {string | null} sheet */
function placeOf(line, sheet) {
  return sheet === null ? `第${line}行` : `${sheet}!${line}`;
}
