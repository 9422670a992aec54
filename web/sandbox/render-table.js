import { recordCell } from './record-cell.js';

const template = document.querySelector('#table-template');

/** Adds the empty frame of a table to the page, as the panel of that name. */
export function createFrame(parent, panel, onMore) {
  const frame = template.content.firstElementChild.cloneNode(true);
  frame.dataset.panel = panel;
  frame.querySelector('.more button').addEventListener('click', onMore);
  // What scrolls must be reachable by keyboard.
  frame.querySelector('.scroll').tabIndex = 0;
  parent.append(frame);
  return frame;
}

/** Fills a frame. `search` is the filter in force, `mostShown` how many records can be shown at all. */
export function renderTable(frame, table, { search, mostShown }) {
  const shown = table.records.length;
  frame.querySelector('h3').textContent = table.name;
  frame.querySelector('.count').textContent = countText(table, search);
  frame.querySelector('.scroll').setAttribute('aria-label', table.name);
  frame.querySelector('table').hidden = shown === 0;
  frame.querySelector('thead').replaceChildren(headerRow(table.fields));
  frame.querySelector('tbody').replaceChildren(...table.records.map((record) => row(record, table.fields)));
  renderEmpty(frame.querySelector('.empty'), shown, search);
  renderMore(frame.querySelector('.more'), table, mostShown);
}

function countText({ total, matching }, search) {
  return search === '' ? `共 ${total} 条` : `找到 ${matching} 条，共 ${total} 条`;
}

function headerRow(fields) {
  const tr = document.createElement('tr');
  for (const { name } of fields) {
    const th = document.createElement('th');
    th.scope = 'col';
    th.textContent = name;
    tr.append(th);
  }
  return tr;
}

function row(record, fields) {
  const tr = document.createElement('tr');
  tr.id = record.recordId;
  tr.tabIndex = -1;
  tr.append(...fields.map(({ name }) => recordCell(name, record.cells[name])));
  return tr;
}

function renderEmpty(element, shown, search) {
  element.hidden = shown > 0;
  element.textContent = search === '' ? '还没有记录。' : `没有包含“${search}”的记录。`;
}

function renderMore(element, { matching, records }, mostShown) {
  const canGrow = records.length < mostShown;
  element.hidden = records.length >= matching;
  element.querySelector('button').hidden = !canGrow;
  element.querySelector('span').textContent =
    `已显示 ${records.length} 条，共 ${matching} 条${canGrow ? '' : '；请用筛选找到其余记录'}`;
}
