import { element } from './element.js';

/**
 * A table that scrolls in a frame of its own, which arrow keys reach.
 * @param {string} label read out @param {readonly string[]} titles
 */
export function tableFrame(label, titles) {
  const row = element('tr');
  row.append(...titles.map(titleCell));
  const head = element('thead');
  head.append(row);
  const body = element('tbody');
  const table = element('table');
  table.append(head, body);
  const frame = element('section', 'table-frame');
  frame.setAttribute('aria-label', label);
  frame.tabIndex = 0;
  frame.append(table);
  return { frame, head: row, body };
}

/** @param {string} title */
function titleCell(title) {
  const cell = element('th', '', title);
  cell.scope = 'col';
  return cell;
}
