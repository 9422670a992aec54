import { element } from '../lib/element.js';
import { find } from '../lib/find.js';
import { recordCell } from './record-cell.js';

/** @import { Table, TableRecord } from './tables-api.js' */

/** @typedef {'new' | 'changed' | null} Fresh */
/** @typedef {(record: TableRecord) => Fresh} Freshness */

/** @type {Record<'new' | 'changed', string>} */
const freshWords = { new: '新', changed: '改' };

const template = find(document, '#table-template', HTMLTemplateElement);

/**
 * Adds the empty frame of a table to the page, as the panel of that name.
 * @param {HTMLElement} parent @param {string} panel @param {() => void} onMore
 */
export function createFrame(parent, panel, onMore) {
  const frame = find(document.importNode(template.content, true), 'article', HTMLElement);
  frame.dataset.panel = panel;
  find(frame, '.more button', HTMLElement).addEventListener('click', onMore);
  // What scrolls must be reachable by keyboard.
  find(frame, '.scroll', HTMLElement).tabIndex = 0;
  parent.append(frame);
  return frame;
}

/**
 * Fills a frame.
 * @param {HTMLElement} frame @param {Table} table
 * @param {{ search: string, mostShown: number, freshness: Freshness }} view the filter in force, how many records can be
 *   shown at all, and what came or changed last
 */
export function renderTable(frame, table, { search, mostShown, freshness }) {
  const shown = table.records.length;
  /** @param {string} selector */
  const part = (selector) => find(frame, selector, HTMLElement);
  part('h3').textContent = table.name;
  part('.count').textContent = countText(table, search);
  part('.scroll').setAttribute('aria-label', table.name);
  part('table').hidden = shown === 0;
  part('thead').replaceChildren(headerRow(table.fields));
  part('tbody').replaceChildren(
    ...table.records.map((record) => row(record, table.fields, freshness(record))),
  );
  renderEmpty(part('.empty'), shown, search);
  renderMore(part('.more'), table, mostShown);
}

/** @param {Table} table @param {string} search */
function countText({ total, matching }, search) {
  return search === '' ? `共 ${total} 条` : `找到 ${matching} 条，共 ${total} 条`;
}

/** @param {Table['fields']} fields */
function headerRow(fields) {
  const tr = element('tr');
  for (const { name } of fields) {
    const th = element('th', '', name);
    th.scope = 'col';
    tr.append(th);
  }
  return tr;
}

/** @param {TableRecord} record @param {Table['fields']} fields @param {Fresh} fresh */
function row(record, fields, fresh) {
  const tr = element('tr');
  tr.id = record.recordId;
  tr.tabIndex = -1;
  const cells = fields.map(({ name }) => recordCell(name, record.cells[name] ?? ''));
  if (fresh !== null) {
    tr.classList.add('fresh');
    cells[0]?.append(element('span', 'fresh-word', freshWords[fresh]));
  }
  tr.append(...cells);
  return tr;
}

/** @param {HTMLElement} line @param {number} shown @param {string} search */
function renderEmpty(line, shown, search) {
  line.hidden = shown > 0;
  line.textContent = search === '' ? '还没有记录。' : `没有包含“${search}”的记录。`;
}

/** @param {HTMLElement} line @param {Table} table @param {number} mostShown */
function renderMore(line, { matching, records }, mostShown) {
  const canGrow = records.length < mostShown;
  line.hidden = records.length >= matching;
  find(line, 'button', HTMLElement).hidden = !canGrow;
  find(line, 'span', HTMLElement).textContent =
    `已显示 ${records.length} 条，共 ${matching} 条${canGrow ? '' : '；请用筛选找到其余记录'}`;
}
