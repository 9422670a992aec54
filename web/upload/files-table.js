import { element } from '../lib/element.js';
import { find } from '../lib/find.js';
import { RequestProblem } from '../lib/request-problem.js';
import { showText } from '../lib/show-text.js';
import { fieldNames } from './file-field.js';
import { createFileRow } from './file-row.js';
import { createFilesStep } from './files-step.js';
import { filesSummary } from './files-summary.js';

/** @import { FieldName } from './file-field.js' */
/** @import { FileRow } from './file-row.js' */
/** @import { SyncView } from './sync-view.js' */

/**
 * Several files at once: a row each, with what is missing to be filled in, one summary and one button. A row unfolds the card
 * of its file.
 * @param {HTMLElement} section
 */
export function createFilesTable(section) {
  /** @type {Map<SyncView, FileRow>} */
  const rows = new Map();
  /** @type {SyncView | null} */
  let opened = null;
  const summary = element('p', 'files-summary');
  const body = element('tbody');
  const step = createFilesStep({ onGoOn: answerAll, onSee: seeFailures });
  const parts = [summary, tableOf(body), ...step.parts];
  /** Answers are on their way. */
  let isBusy = false;

  /** @param {readonly SyncView[]} views all that is on the page */
  function update(views) {
    section.hidden = views.length < 2;
    // Not there while nobody sees it, so that nothing on the page is found twice.
    if (section.hidden) section.replaceChildren();
    else if (section.childElementCount === 0) section.append(...parts);
    if (opened !== null && (section.hidden || !views.includes(opened))) opened = null;
    for (const view of rows.keys()) if (!views.includes(view) || section.hidden) rows.delete(view);
    if (!section.hidden) for (const view of views) if (!rows.has(view)) rows.set(view, newRow(view));
    for (const view of views) view.root.hidden = !section.hidden && view !== opened;
    arrange(views.flatMap((view) => rows.get(view)?.root ?? []));
    for (const row of rows.values()) row.update();
    showText(summary, section.hidden ? '' : filesSummary(views.map((view) => view.shown())));
    showStep();
  }

  /** What is in its place stays there: taken out, a field would lose the keyboard. @param {HTMLElement[]} wanted */
  function arrange(wanted) {
    const isSame =
      wanted.length === body.children.length && wanted.every((row, i) => row === body.children[i]);
    if (!isSame) body.replaceChildren(...wanted);
  }

  /** @param {SyncView} view */
  function newRow(view) {
    return createFileRow(view, { onFilled: showStep, onFillDown: fillDown, onOpened: () => open(view) });
  }

  /** @param {SyncView} view */
  function open(view) {
    opened = opened === view ? null : view;
    for (const [other, row] of rows) {
      other.root.hidden = other !== opened;
      row.setOpened(other === opened);
    }
    opened?.root.focus();
    showStep();
  }

  /** @param {FieldName} name @param {string} value */
  function fillDown(name, value) {
    for (const row of rows.values()) row.fill(name, value);
    showStep();
  }

  /** How many are ready to go on, and what can be used for others. */
  function showStep() {
    const all = [...rows.values()];
    for (const name of fieldNames) offerFillDown(all, name);
    const asking = all.filter((row) => row.asks()).length;
    const ready = all.filter((row) => row.answer() !== null).length;
    step.update([...rows.keys()], { asking, ready, isBusy });
    step.setQuiet(opened !== null);
  }

  /** @param {SyncView} view */
  function seeFailures(view) {
    if (opened !== view) open(view);
    find(view.root, '[data-part="seeFailures"]', HTMLElement).click();
  }

  async function answerAll() {
    if (isBusy) return;
    isBusy = true;
    showStep();
    for (const [view, row] of rows) {
      const input = row.answer();
      if (input === null) continue;
      try {
        await view.answer(input);
      } catch (problem) {
        if (!(problem instanceof RequestProblem)) throw problem;
        row.showProblem(problem);
      }
    }
    isBusy = false;
    showStep();
  }

  return {
    update,
    /** Whether its button is what comes next. */
    hasNext: () => !section.hidden && step.hasNext(),
  };
}

/** The first that is filled in can be used for those that are not. @param {readonly FileRow[]} rows @param {FieldName} name */
function offerFillDown(rows, name) {
  const empty = rows.filter((row) => row.value(name) === '').length;
  const source = rows.find((row) => (row.value(name) ?? '') !== '');
  for (const row of rows) row.offerFillDown(name, row === source ? empty : 0);
}

/** @param {HTMLElement} body */
function tableOf(body) {
  const frame = element('div', 'files-frame');
  const table = element('table');
  const head = element('tr');
  for (const title of ['名单', '课程', '学习日期', '结果']) {
    const cell = element('th', '', title);
    cell.scope = 'col';
    head.append(cell);
  }
  const heading = element('thead');
  heading.append(head);
  table.append(heading, body);
  frame.append(table);
  return frame;
}
