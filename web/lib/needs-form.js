import { element } from './element.js';
import { RequestProblem } from './request-problem.js';
import { showText } from './show-text.js';
import { showTrouble } from './show-trouble.js';

/** @import { PartsOf } from './parts.js' */
/** @import { Input, Sync } from './sync-api.js' */

/** What the form consists of; its button stands outside, beside 取消. */
export const needsPartTypes = {
  needs: HTMLFormElement,
  course: HTMLInputElement,
  courseField: HTMLElement,
  courseHint: HTMLElement,
  courses: HTMLDataListElement,
  columnField: HTMLFieldSetElement,
  columnTitle: HTMLElement,
  columnYes: HTMLInputElement,
  columnNo: HTMLInputElement,
  sheetsField: HTMLFieldSetElement,
  sheets: HTMLElement,
  similarField: HTMLFieldSetElement,
  similar: HTMLElement,
  dateField: HTMLElement,
  date: HTMLInputElement,
  dateHint: HTMLElement,
  needsProblem: HTMLElement,
  needsSubmit: HTMLElement,
};

/** @typedef {PartsOf<typeof needsPartTypes>} NeedsParts */

/**
 * Shows the form while the sync waits for a person. What has been typed stays when the same question arrives again.
 * @param {{ parts: NeedsParts }} card @param {Sync} sync
 */
export function showNeeds({ parts }, { id, needs }) {
  const question = JSON.stringify(needs);
  if (parts.needs.dataset.question === question) return;
  parts.needs.dataset.question = question;
  parts.needs.hidden = needs === null;
  if (needs === null) return;
  const confirms = needs.confirm.reasons.length > 0;
  ask(parts.courseField, parts.course, needs.course);
  ask(parts.dateField, parts.date, needs.date);
  askColumn(parts, needs.column);
  parts.sheetsField.hidden = needs.sheets.length === 0;
  parts.sheets.replaceChildren(...needs.sheets.map(sheetChoice));
  parts.similarField.hidden = needs.similar.length === 0;
  parts.similar.replaceChildren(...(needs.similar.length === 0 ? [] : similarChoices(needs.similar)));
  parts.needs.toggleAttribute('data-confirms', confirms);
  parts.needs.reset();
  showText(parts.needsProblem, '');
  parts.needsSubmit.textContent = confirms ? needs.confirm.label : '继续';
  parts.courses.id = `courses-${id}`;
  parts.needs.id = `needs-${id}`;
  parts.needsSubmit.setAttribute('form', parts.needs.id);
  proposeCourse(parts, needs);
  proposeDate(parts, needs);
}

/** @param {{ root: HTMLElement, parts: NeedsParts }} card `root`: gets the keyboard afterwards @param {(input: Input) => Promise<void>} give rejects with a RequestProblem */
export function listenForInput({ root, parts }, give) {
  let giving = false;
  parts.needs.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (giving) return;
    giving = true;
    showText(parts.needsProblem, '');
    try {
      const input = readInput(parts);
      if (input.sheets?.length === 0) {
        showText(parts.needsProblem, '请至少选择一个工作表。');
        return;
      }
      await give(input);
      root.focus();
    } catch (problem) {
      if (!(problem instanceof RequestProblem)) throw problem;
      showTrouble(parts.needsProblem, problem.text, problem);
    } finally {
      giving = false;
    }
  });
}

/** @typedef {{ course?: string, date?: string }} Typed what stands in the fields that are asked for */

/** @param {{ parts: NeedsParts }} card @returns {Typed} */
export function typedIn({ parts: { course, date } }) {
  return {
    ...(course.disabled ? {} : { course: course.value }),
    ...(date.disabled ? {} : { date: date.value }),
  };
}

/** As if a person had typed it. @param {{ parts: NeedsParts }} card @param {Typed} typed */
export function typeInto({ parts }, typed) {
  for (const name of /** @type {const} */ (['course', 'date'])) {
    const text = typed[name];
    if (text === undefined || parts[name].value === text) continue;
    parts[name].value = text;
    parts[name].dispatchEvent(new Event('input'));
  }
}

/**
 * A field that is not asked for is disabled too, so that it neither is required nor counts.
 * @param {HTMLElement} field @param {HTMLInputElement} input @param {boolean} asked
 */
function ask(field, input, asked) {
  field.hidden = !asked;
  input.disabled = !asked;
}

/**
 * Whether a column is the field that no title of the file means. No answer is given beforehand.
 * @param {NeedsParts} parts @param {NonNullable<Sync['needs']>['column']} column
 */
function askColumn({ columnField, columnTitle, columnYes, columnNo }, column) {
  columnField.hidden = column === null;
  columnYes.disabled = column === null;
  columnNo.disabled = column === null;
  columnTitle.textContent = column === null ? '' : `“${column.title}”是${column.field}吗？`;
}

/**
 * One box for each sheet; those whose name says that they are something else come without a tick.
 * @param {NonNullable<Sync['needs']>['sheets'][number]} sheet
 */
function sheetChoice({ name, rows, proposed }) {
  const label = element('label', 'check');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.name = 'sheets';
  box.value = name;
  box.checked = proposed;
  box.defaultChecked = proposed;
  label.append(box, element('span', '', `${name}（${rows}行）`));
  return label;
}

/**
 * The existing course first, because a new one is mostly a slip of the pen.
 * @param {string[]} similar
 */
function similarChoices(similar) {
  const existing = similar.length === 1 ? `用${similar[0]}` : '都用已有的课程';
  return [choice(existing, 'existing', true), choice('确实是新课程', 'new', false)];
}

/** @param {string} text @param {string} value @param {boolean} checked */
function choice(text, value, checked) {
  const label = element('label', 'check');
  const button = document.createElement('input');
  button.type = 'radio';
  button.name = 'similar';
  button.value = value;
  button.checked = checked;
  button.defaultChecked = checked;
  label.append(button, element('span', '', text));
  return label;
}

/** @param {NeedsParts} parts @param {NonNullable<Sync['needs']>} needs */
function proposeCourse(parts, { proposedCourse, courses }) {
  const { course, courseHint } = parts;
  parts.courses.replaceChildren(...courses.map((name) => element('option', '', name)));
  course.setAttribute('list', parts.courses.id);
  course.value = proposedCourse ?? '';
  const showHint = () => {
    const isProposal = proposedCourse !== null && course.value === proposedCourse;
    courseHint.textContent = isProposal ? '来自文件名，请确认' : '可以选已有的课程，也可以填新的';
    courseHint.classList.toggle('proposal', isProposal);
  };
  course.oninput = showHint;
  showHint();
}

/** @param {NeedsParts} parts @param {NonNullable<Sync['needs']>} needs */
function proposeDate({ date, dateHint }, { proposedDate }) {
  date.value = proposedDate ?? '';
  const showHint = () => {
    showText(dateHint, proposedDate !== null && date.value === proposedDate ? '来自文件名，请确认' : '');
  };
  dateHint.classList.add('proposal');
  date.oninput = showHint;
  showHint();
}

/** @param {NeedsParts} parts @returns {Input} */
function readInput({ needs, columnYes, course, date, sheets, sheetsField, similar, similarField }) {
  const meant = [...similar.querySelectorAll('input')].find((box) => box.checked);
  const chosen = [...sheets.querySelectorAll('input')].flatMap((box) => (box.checked ? box.value : []));
  return {
    ...(columnYes.disabled ? {} : { column: columnYes.checked }),
    ...(sheetsField.hidden ? {} : { sheets: chosen }),
    ...(course.disabled ? {} : { course: course.value.trim() }),
    ...(date.disabled ? {} : { date: date.value }),
    ...(similarField.hidden ? {} : { useSimilar: meant?.value === 'existing' }),
    // The button says what it does, and the reasons stand above it: pressing it is the confirmation.
    ...('confirms' in needs.dataset ? { confirm: true } : {}),
  };
}
