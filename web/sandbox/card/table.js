import { element } from '../../lib/element.js';

/** @import { Table, TableColumn } from './card-json.d.ts' */

/** The table component: pages of `page_size` rows. @param {Table} part */
export function table({ columns = [], rows = [], page_size: pageSize = 5 }) {
  const drawn = element('div', 'card-table');
  const scroll = element('div', 'card-table-scroll');
  // What scrolls must be reachable by keyboard.
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'group');
  scroll.setAttribute('aria-label', '表格');
  const body = element('tbody');
  const sheet = element('table');
  sheet.append(head(columns), body);
  scroll.append(sheet);
  drawn.append(scroll);
  /** @param {number} page */
  const showPage = (page) => {
    const shown = rows.slice(page * pageSize, (page + 1) * pageSize);
    body.replaceChildren(...shown.map((row) => tableRow(columns, row)));
  };
  showPage(0);
  if (rows.length > pageSize) drawn.append(pager(Math.ceil(rows.length / pageSize), showPage));
  return drawn;
}

/** @param {TableColumn[]} columns */
function head(columns) {
  const row = element('tr');
  for (const { display_name: name, width = 'auto' } of columns) {
    const cell = element('th', '', name);
    cell.scope = 'col';
    if (width === 'auto') cell.className = 'auto';
    else cell.style.width = width;
    row.append(cell);
  }
  const made = element('thead');
  made.append(row);
  return made;
}

/** @param {TableColumn[]} columns @param {Record<string, unknown>} row */
function tableRow(columns, row) {
  const made = element('tr');
  made.append(...columns.map(({ name }) => element('td', '', String(row[name] ?? ''))));
  return made;
}

/** @param {number} pages @param {(page: number) => void} showPage */
function pager(pages, showPage) {
  const bar = element('div', 'card-pager');
  const back = pageButton('上一页', '‹');
  const on = pageButton('下一页', '›');
  const where = element('span');
  where.setAttribute('role', 'status');
  let page = 0;
  /** @param {number} by */
  const go = (by) => {
    page = Math.min(Math.max(page + by, 0), pages - 1);
    where.textContent = `${page + 1} / ${pages}`;
    // Not `disabled`: that would take the keyboard away from the button just pressed.
    back.setAttribute('aria-disabled', String(page === 0));
    on.setAttribute('aria-disabled', String(page === pages - 1));
    showPage(page);
  };
  back.addEventListener('click', () => go(-1));
  on.addEventListener('click', () => go(1));
  go(0);
  bar.append(back, where, on);
  return bar;
}

/** @param {string} label @param {string} sign */
function pageButton(label, sign) {
  const button = element('button', '', sign);
  button.type = 'button';
  button.setAttribute('aria-label', label);
  return button;
}
