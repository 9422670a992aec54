import { element } from './element.js';
import { groupedNumber } from './grouped-number.js';
import { RequestProblem } from './request-problem.js';
import { showText } from './show-text.js';
import { showTrouble } from './show-trouble.js';
import { rerunSync } from './sync-api.js';

/** @import { AddedSync, Sync } from './sync-api.js' */

/** Rows that lack their course, their date or both, by how many. @typedef {Sync['lacking']} Lacking */
/** @typedef {{ course: HTMLInputElement, date: HTMLInputElement }} Inputs */

/** @param {Sync} sync whether a person can say what its rows lack */
export const canFill = ({ lacking, undoneBy }) => undoneBy === null && totalOf(lacking) > 0;

/**
 * Says once for all rows that lack their course, their date or both what it is, and writes just those: the rest is there
 * already. The button says how many rows what is filled in is enough for.
 * @param {Sync} sync one that `canFill` @param {(adding: Promise<AddedSync>) => Promise<void>} goOnWith
 */
export function fillForm({ id, dryRun, summary, lacking }, goOnWith) {
  const form = element('form', 'fill');
  const inputs = { course: courseInput(), date: dateInput() };
  const submit = element('button', 'button button-quiet');
  submit.type = 'submit';
  const trouble = element('p', 'trouble');
  trouble.setAttribute('role', 'alert');
  trouble.hidden = true;
  const withoutCourse = lacking.course + lacking.both;
  const withoutDate = lacking.date + lacking.both;
  form.append(
    ...(withoutCourse === 0 ? [] : [field(lackingText(withoutCourse, '课程'), inputs.course)]),
    ...coursesFor(inputs.course, id, summary.courses),
    ...(withoutDate === 0 ? [] : [field(lackingText(withoutDate, '学习日期'), inputs.date)]),
    submit,
    trouble,
  );
  const show = () => {
    require(inputs, lacking);
    submit.textContent = dryRun ? '填上再预览' : `写入这${groupedNumber(rowsToWrite(inputs, lacking))}行`;
  };
  form.addEventListener('input', show);
  show();
  listen(form, trouble, () => goOnWith(rerunSync(id, { fill: filled(inputs) })));
  return form;
}

/** @param {HTMLFormElement} form @param {HTMLElement} trouble @param {() => Promise<void>} send once at a time */
function listen(form, trouble, send) {
  let sending = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    showText(trouble, '');
    try {
      await send();
    } catch (problem) {
      if (!(problem instanceof RequestProblem)) throw problem;
      showTrouble(trouble, problem.text, problem);
    } finally {
      sending = false;
    }
  });
}

/** One of two is enough where it completes rows by itself. @param {Inputs} inputs @param {Lacking} lacking */
function require({ course, date }, lacking) {
  course.required = lacking.course + lacking.both > 0 && (date.value === '' || lacking.date === 0);
  date.required = lacking.date + lacking.both > 0 && (course.value.trim() === '' || lacking.course === 0);
}

/** Those that lack nothing any more; all of them as long as that is so of none. @param {Inputs} inputs @param {Lacking} lacking */
function rowsToWrite(inputs, lacking) {
  const { course, date } = filled(inputs);
  const complete =
    (course === undefined ? 0 : lacking.course) +
    (date === undefined ? 0 : lacking.date) +
    (course === undefined || date === undefined ? 0 : lacking.both);
  return complete === 0 ? totalOf(lacking) : complete;
}

/** @param {Lacking} lacking */
const totalOf = ({ course, date, both }) => course + date + both;

/** @param {Inputs} inputs @returns {{ course?: string, date?: string }} */
function filled({ course, date }) {
  return {
    ...(course.value.trim() === '' ? {} : { course: course.value.trim() }),
    ...(date.value === '' ? {} : { date: date.value }),
  };
}

/** @param {number} rows @param {string} what */
const lackingText = (rows, what) => `这${groupedNumber(rows)}行没有${what}，${rows === 1 ? '' : '都'}按：`;

/** @param {string} text @param {HTMLInputElement} input */
function field(text, input) {
  const label = element('label', 'field');
  label.append(element('span', 'label', text), input);
  return label;
}

function courseInput() {
  const input = element('input');
  input.maxLength = 200;
  input.autocomplete = 'off';
  return input;
}

function dateInput() {
  const input = element('input');
  input.type = 'date';
  return input;
}

/** Those of the other rows are the likeliest. @param {HTMLInputElement} input @param {string} id of the sync @param {readonly string[]} courses */
function coursesFor(input, id, courses) {
  if (courses.length === 0) return [];
  const list = element('datalist');
  list.id = `courses-to-fill-${id}`;
  list.append(...courses.map((course) => element('option', '', course)));
  input.setAttribute('list', list.id);
  return [list];
}
