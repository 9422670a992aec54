import { element } from '../lib/element.js';
import { RequestProblem } from '../lib/request-problem.js';
import { sheetText, skippedTexts } from '../lib/seen-text.js';
import { showText } from '../lib/show-text.js';
import { getFirstRows } from '../lib/sync-api.js';
import { tableFrame } from '../lib/table-frame.js';

/** @import { Changes, FirstRows, Sync } from '../lib/sync-api.js' */
/** @import { PageParts } from './parts.js' */

const deletedText = '名单和逐行的内容已经删除（过了保存期限，或者应学员要求），只保留了数字。';

/**
 * What was seen of the file: its first rows with what each column was read for, and what is no row.
 * @param {PageParts} parts
 * @returns {{ show: (sync: Sync) => Promise<void>, showSeen: (file: Changes['file']) => void }}
 *   `show`: says so where the file is deleted, and then nothing else is known row by row
 */
export function createFileSection({ file: section, said, fileSeen, firstRows, changes }) {
  /** @param {Sync} sync */
  async function show(sync) {
    showText(said, saidText(sync.said));
    try {
      draw(await getFirstRows(sync.id));
    } catch (problem) {
      if (!(problem instanceof RequestProblem)) throw problem;
      section.hidden = problem.code !== 'file_deleted';
      firstRows.replaceChildren(element('p', '', deletedText));
      changes.hidden = changes.hidden || !section.hidden;
    }
  }

  /** @param {FirstRows} rows */
  function draw({ tables }) {
    section.hidden = tables.length === 0;
    firstRows.replaceChildren(...tables.map(firstRowsTable));
  }

  /** @param {Changes['file']} file */
  function showSeen({ sheets, headerLine, skipped }) {
    const several = sheets.length < 2 ? [] : [`工作表：${sheets.map(sheetText).join('、')}`];
    fileSeen.textContent = [...several, `表头在第${headerLine}行`, ...skippedTexts(skipped)].join('；');
  }

  return { show, showSeen };
}

/** What people have said about the file. @param {Sync['said']} said */
function saidText({ course, date, fill }) {
  const all = [
    course === null ? '' : `课程填写的是${course}`,
    date === null ? '' : `学习日期填写的是${date}`,
  ];
  const rest = [
    fill.course === null ? '' : `没有课程的行都按${fill.course}`,
    fill.date === null ? '' : `没有学习日期的行都按${fill.date}`,
  ];
  return [...all, ...rest].filter((text) => text !== '').join('；');
}

/** @param {FirstRows['tables'][number]} table */
function firstRowsTable({ sheet, columns, rows }) {
  const name = sheet === null ? '文件的前几行' : `工作表“${sheet}”的前几行`;
  const { frame, head, body } = tableFrame(name, ['行号']);
  frame.classList.add('as-table', 'first-rows');
  head.append(...columns.map(columnTitle));
  body.append(...rows.map((row) => firstRow(row, columns)));
  const figure = element('figure');
  figure.append(...(sheet === null ? [] : [element('figcaption', 'quiet', name)]), frame);
  return figure;
}

/** @param {FirstRows['tables'][number]['columns'][number]} column */
function columnTitle({ title, field }) {
  const cell = element('th', field === null ? 'ignored' : '');
  cell.scope = 'col';
  const mark = field === null ? '忽略' : field === title ? '✓' : `✓ ${field}`;
  cell.append(element('span', '', title || '（空）'), ' ', element('span', 'mark', mark));
  return cell;
}

/** @param {FirstRows['tables'][number]['rows'][number]} row @param {FirstRows['tables'][number]['columns']} columns */
function firstRow({ line, cells }, columns) {
  const row = element('tr');
  const shown = columns.map(({ field }, place) =>
    element('td', field === null ? 'ignored' : '', cells[place] ?? ''),
  );
  row.append(element('td', '', String(line)), ...shown);
  return row;
}
