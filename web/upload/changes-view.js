import { element } from '../lib/element.js';
import { isFinal } from './follow-sync.js';
import { RequestProblem } from './request-problem.js';
import { showText } from './show-text.js';
import { showTrouble } from './show-trouble.js';
import { changesFilePath, getChanges } from './upload-api.js';
import { kinds } from './words.js';

/** @import { SyncCard } from './sync-card.js' */
/** @import { Changes, Sync } from './upload-api.js' */
/** @import { Kind } from './words.js' */

/**
 * The folded part of a card that shows what a sync does to each row. It is read when it is unfolded, and again when the sync
 * has come to another state.
 * @param {SyncCard} card
 */
export function createChangesView({ root, parts }) {
  /** @type {Sync | null} */
  let sync = null;
  /** The state whose rows are shown. */
  let shown = '';
  /** @type {Kind | null} */
  let kind = null;
  let page = 1;

  /** @param {Sync} newSync */
  function show(newSync) {
    const isNews = keyOf(sync) !== keyOf(newSync);
    sync = newSync;
    const isThere = hasPlan(newSync);
    parts.changes.hidden = !isThere;
    if (!isNews) return;
    [kind, page] = [null, 1];
    parts.changesDownload.href = changesFilePath(newSync.id);
    // Whoever has to decide wants to see it; among several cards it would push those below out of sight.
    const decides = newSync.writes !== null || newSync.needs !== null;
    parts.changes.open = isThere && decides && root.parentElement?.childElementCount === 1;
    if (isThere && parts.changes.open) read();
  }

  async function read() {
    if (sync === null) return;
    const wanted = `${keyOf(sync)} ${kind} ${page}`;
    shown = wanted;
    if (parts.changesRows.childElementCount === 0) showText(parts.changesState, '正在读取…');
    try {
      const changes = await getChanges(sync.id, kind, page);
      if (shown === wanted) draw(changes);
    } catch (problem) {
      if (!(problem instanceof RequestProblem)) throw problem;
      if (shown === wanted) showTrouble(parts.changesState, problem.text, problem);
    }
  }

  /** @param {Changes} changes */
  function draw(changes) {
    const { counts, courses, file, rows, pages, total } = changes;
    showText(parts.changesState, '');
    showText(parts.changesSeen, seenText(file));
    parts.changesCourses.replaceChildren(...courses.map(courseItem));
    parts.changesKinds.replaceChildren(...kindButtons(counts));
    parts.changesRows.replaceChildren(...rows.map(changeRow));
    // It scrolls, so that arrow keys must reach it.
    parts.changesFrame.tabIndex = 0;
    parts.changesFrame.hidden = rows.length === 0;
    parts.changesPager.hidden = pages < 2;
    parts.changesPlace.textContent = `第 ${page} / ${pages} 页，共 ${total} 行`;
    parts.changesBack.disabled = page === 1;
    parts.changesOn.disabled = page === pages;
    parts.changesDownload.hidden = false;
  }

  /** @param {Changes['counts']} counts */
  function kindButtons(counts) {
    return [
      kindButton(null, '全部'),
      ...kinds.flatMap(({ name, word }) => counted(name, word, counts[name])),
    ];
  }

  /** @param {Kind} name @param {string} word @param {number} count */
  const counted = (name, word, count) => (count === 0 ? [] : [kindButton(name, `${word} ${count}`)]);

  /** @param {Kind | null} name @param {string} label */
  function kindButton(name, label) {
    const button = element('button', 'kind', label);
    button.type = 'button';
    button.setAttribute('aria-pressed', String(kind === name));
    button.addEventListener('click', async () => {
      [kind, page] = [name, 1];
      await read();
      const pressed = parts.changesKinds.querySelector('[aria-pressed="true"]');
      if (pressed instanceof HTMLElement) pressed.focus();
    });
    return button;
  }

  /** @param {number} step */
  async function turn(step) {
    page += step;
    await read();
    parts.changesFrame.scrollTop = 0;
  }

  parts.changes.addEventListener('toggle', () => {
    if (parts.changes.open && !shown.startsWith(keyOf(sync))) read();
  });
  parts.changesBack.addEventListener('click', () => turn(-1));
  parts.changesOn.addEventListener('click', () => turn(1));

  return { show };
}

/** Another state of a sync may have another plan. @param {Sync | null} sync */
const keyOf = (sync) => (sync === null ? '-' : `${sync.id} ${sync.status}`);

/** @param {Sync} sync */
function hasPlan(sync) {
  if (sync.kind === 'undo') return false;
  return isFinal(sync) ? sync.summary.rows > 0 : (sync.needs?.confirm.reasons.length ?? 0) > 0;
}

/** What was seen of the file: sheets, columns, lines that are no rows. @param {Changes['file']} file */
function seenText({ sheets, headerLine, columns, skipped }) {
  const named = columns.filter(({ title }) => title !== '');
  const read = named.flatMap(({ title, field }) =>
    field === null ? [] : title === field ? title : `${title}（${field}）`,
  );
  const ignored = named.flatMap(({ title, field }) => (field === null ? title : []));
  const several = sheets.length < 2 ? [] : [`工作表：${sheets.map(sheetText).join('、')}`];
  const footers = skipped.footers.map(({ text }) => text);
  return [
    ...several,
    `表头在第${headerLine}行，读取了：${read.join('、')}`,
    ...(ignored.length === 0 ? [] : [`没有用到：${ignored.join('、')}`]),
    ...(skipped.beforeHeader === 0 ? [] : [`表头上面有${skipped.beforeHeader}行`]),
    ...(footers.length === 0 ? [] : [`跳过的行：${footers.join('、')}`]),
    ...(skipped.hidden === 0 ? [] : [`被隐藏或筛选掉的${skipped.hidden}行也读取了`]),
  ].join('；');
}

/** @param {Changes['file']['sheets'][number]} sheet */
const sheetText = ({ name, rows, read }) => (read ? `${name}（${rows}行）` : `${name}（没有读取）`);

/** @param {Changes['courses'][number]} course */
function courseItem({ course, created, skipped, isNew }) {
  const item = element('li');
  item.append(element('span', '', course), ...(isNew ? [element('span', 'tag', '新课程')] : []));
  item.append(element('span', 'quiet', `新增 ${created} · 已有或重复 ${skipped}`));
  return item;
}

/** @param {Changes['rows'][number]} row */
function changeRow({ line, sheet, userId, nickname, kinds: done, course, date, cells }) {
  const row = element('tr');
  const place = sheet === null ? String(line) : `${sheet}!${line}`;
  const who = [nickname, userId].filter(Boolean).join(' · ') || '—';
  const what = element('td');
  const words = kinds.flatMap(({ name, word }) => (done.includes(name) ? word : []));
  what.append(element('span', '', words.join('、')), ...cells.map(changedCell));
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
