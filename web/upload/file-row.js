import { element } from '../lib/element.js';
import { showText } from '../lib/show-text.js';
import { showTrouble } from '../lib/show-trouble.js';
import { createFileField, fieldNames } from './file-field.js';

/** @import { Input, Sync } from '../lib/sync-api.js' */
/** @import { RequestProblem } from '../lib/request-problem.js' */
/** @import { Typed } from '../lib/needs-form.js' */
/** @import { FieldName } from './file-field.js' */
/** @import { SyncView } from './sync-view.js' */
/** @typedef {ReturnType<typeof createFileRow>} FileRow */

/**
 * One file among several.
 * @param {SyncView} view
 * @param {{ onFilled: () => void, onFillDown: (name: FieldName, value: string) => void, onOpened: () => void }} listeners
 */
export function createFileRow(view, { onFilled, onFillDown, onOpened }) {
  const root = element('tr');
  const filled = () => {
    view.type(typed());
    onFilled();
  };
  const name = element('button', 'file-name');
  name.type = 'button';
  name.setAttribute('aria-expanded', 'false');
  name.addEventListener('click', onOpened);
  const fields = {
    course: createFileField('course', {
      onFilled: filled,
      onFillDown: (value) => onFillDown('course', value),
    }),
    date: createFileField('date', { onFilled: filled, onFillDown: (value) => onFillDown('date', value) }),
  };
  const status = element('span', 'status');
  const said = element('p');
  const problem = element('p', 'trouble');
  problem.setAttribute('role', 'alert');
  problem.hidden = true;
  const nameCell = element('th');
  nameCell.scope = 'row';
  nameCell.append(name);
  const result = element('td', 'file-result');
  result.append(status, said, problem);
  root.append(nameCell, fields.course.root, fields.date.root, result);

  function update() {
    const { fileName, headline, status: state, statusText, sync } = view.shown();
    name.textContent = fileName;
    name.title = fileName;
    showText(said, headline);
    status.textContent = statusText;
    status.dataset.status = state;
    const needs = sync?.needs ?? null;
    const listId = sync === null ? '' : `courses-${sync.id}`;
    fields.course.update(
      fileName,
      sync?.about.courses ?? '',
      needs?.course ? { proposed: needs.proposedCourse, listId } : null,
    );
    fields.date.update(
      fileName,
      sync?.about.days ?? '',
      needs?.date ? { proposed: needs.proposedDate, listId } : null,
    );
    // The form on the card asks the same: whichever is typed into, both show it.
    const { course, date } = view.typed();
    if (course !== undefined) fields.course.type(course);
    if (date !== undefined) fields.date.type(date);
    if (needs === null) showText(problem, '');
  }

  /** @returns {Typed} */
  function typed() {
    return asked(fields.course.typed(), fields.date.typed());
  }

  /** Whether the row has what is asked of its file. */
  const asks = () => fieldNames.some((field) => fields[field].value() !== null);

  /** What is to be sent; null where nothing is asked, something is missing, or the card has to be looked at. @returns {Input | null} */
  function answer() {
    const needs = view.shown().sync?.needs ?? null;
    if (needs === null || !asks() || asksMore(needs)) return null;
    const [course, date] = [fields.course.value(), fields.date.value()];
    if (course === '' || date === '') return null;
    return asked(course, date);
  }

  return {
    root,
    update,
    asks,
    answer,
    /** @param {FieldName} field */
    value: (field) => fields[field].value(),
    /** @param {FieldName} field @param {string} text put in where nothing is yet */
    fill(field, text) {
      if (fields[field].value() !== '') return;
      fields[field].type(text);
      view.type(typed());
    },
    /** @param {FieldName} field @param {number} others */
    offerFillDown: (field, others) => fields[field].offerFillDown(others),
    /** @param {boolean} isOpened whether the card of the file is on show */
    setOpened: (isOpened) => name.setAttribute('aria-expanded', String(isOpened)),
    /** @param {RequestProblem} why */
    showProblem: (why) => showTrouble(problem, why.text, why),
  };
}

/** @param {string | null} course @param {string | null} date null: not asked for */
const asked = (course, date) => ({
  ...(course === null ? {} : { course }),
  ...(date === null ? {} : { date }),
});

/** Whether it asks for more than the table has fields for. @param {NonNullable<Sync['needs']>} needs */
const asksMore = ({ sheets, column, confirm }) =>
  sheets.length > 0 || column !== null || confirm.reasons.length > 0;
