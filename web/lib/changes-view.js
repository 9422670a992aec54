import { element } from './element.js';
import { kindButtons } from './kind-buttons.js';
import { createPager } from './pager.js';
import { RequestProblem } from './request-problem.js';
import { createSearchField } from './search-field.js';
import { showText } from './show-text.js';
import { showTrouble } from './show-trouble.js';
import { changesFilePath, getChanges } from './sync-api.js';
import { tableFrame } from './table-frame.js';
import { kinds } from './words.js';

/** @import { Changes, ChangesQuery } from './sync-api.js' */

/** From so many rows on, one wants to search. */
const searchFrom = 20;

/** @type {ChangesQuery} */
const everything = { kind: null, sought: '', page: 1 };

/**
 * What a sync does to each row, a page of it: of one kind or all, and about what is searched for. The server searches.
 * @param {{ onRead: (changes: Changes) => void }} page told of each page that is read
 * @returns {{ root: HTMLElement, show: (id: string) => Promise<void> }} `show`: reads the first page of this sync anew
 */
export function createChangesView({ onRead }) {
  const state = element('p', 'trouble');
  state.setAttribute('role', 'status');
  const search = createSearchField('在变化里搜索', '搜索：学员、课程、内容或行号', (sought) =>
    read({ ...wanted, sought, page: 1 }),
  );
  const kindsField = element('fieldset', 'kinds');
  const { frame, body } = tableFrame('变化明细表', ['行号', '学员', '变化', '课程和日期']);
  const pager = createPager(async (page) => {
    await read({ ...wanted, page });
    frame.scrollTop = 0;
  });
  const download = element('a', 'fold-link', '下载全部变化（xlsx）');
  download.setAttribute('download', '');
  const root = element('div', 'changes-view');
  root.append(state, search.root, kindsField, frame, pager.root, download);
  for (const part of [state, search.root, frame, download]) part.hidden = true;

  let id = '';
  let wanted = everything;

  /** @param {string} newId */
  async function show(newId) {
    id = newId;
    search.clear();
    download.href = changesFilePath(id);
    await read(everything);
  }

  /** @param {ChangesQuery} query */
  async function read(query) {
    const of = id;
    wanted = query;
    if (body.childElementCount === 0) showText(state, '正在读取…');
    try {
      const changes = await getChanges(id, query);
      // Another one may have been asked for meanwhile.
      if (id !== of || wanted !== query) return;
      draw(changes);
      onRead(changes);
    } catch (problem) {
      if (!(problem instanceof RequestProblem)) throw problem;
      if (id === of && wanted === query) showTrouble(state, problem.text, problem);
    }
  }

  /** @param {Changes} changes */
  function draw({ counts, rows, page, pages, total }) {
    showText(state, rows.length === 0 ? '没有这样的行。' : '');
    search.root.hidden = total < searchFrom && search.isEmpty() && wanted.kind === null;
    kindsField.replaceChildren(
      element('legend', 'visually-hidden', '只看哪一类'),
      ...kindButtons(counts, wanted.kind, choose),
    );
    body.replaceChildren(...rows.map(changeRow));
    frame.hidden = rows.length === 0;
    pager.show({ page, pages, total });
    download.hidden = false;
  }

  /** @param {ChangesQuery['kind']} kind */
  async function choose(kind) {
    await read({ ...wanted, kind, page: 1 });
    const pressed = kindsField.querySelector('[aria-pressed="true"]');
    if (pressed instanceof HTMLElement) pressed.focus();
  }

  return { root, show };
}

/** @param {Changes['rows'][number]} row */
function changeRow({ line, sheet, userId, nickname, kinds: done, course, date, cells, reason }) {
  const row = element('tr');
  const place = sheet === null ? String(line) : `${sheet}!${line}`;
  const who = [nickname, userId].filter(Boolean).join(' · ') || '—';
  const what = element('td');
  const words = kinds.flatMap(({ name, word }) => (done.includes(name) ? word : []));
  what.append(element('span', '', words.join('、')), ...cells.map(changedCell));
  if (reason !== '') what.append(element('span', 'quiet why', reason));
  const where = element('td', '', course ?? '');
  if (date !== null) where.append(' ', element('span', 'number', date));
  row.append(element('td', '', place), element('td', '', who), what, where);
  return row;
}

/** The old value struck out, then the new one. @param {Changes['rows'][number]['cells'][number]} cell */
function changedCell({ field, before, after }) {
  const drawn = element('span', 'changed');
  drawn.append(element('span', 'quiet', `${field}：`));
  if (before !== '') drawn.append(element('del', '', before), ' → ');
  drawn.append(element('ins', '', after));
  return drawn;
}
