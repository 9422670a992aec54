import type { CardForm } from '../../wording/bot/sync-card-form.ts';
import {
  type CardPart,
  datePicker,
  form,
  input,
  multiSelect,
  paragraph,
  pressButton,
  row,
  select,
  submitButton,
} from './card-parts.ts';
import { formFields, idColumnValues, newCourseOption, submitName } from './form-fields.ts';
import { shortText } from './short-text.ts';

type Choice = Pick<NonNullable<CardForm['instead']>, 'label' | 'action'>;

/** The questions to a person: fields to fill in or, where there is only something to confirm, a button. */
export function syncForm(words: CardForm | null, longest: number): CardPart[] {
  if (words === null) return [];
  const { course, day, sheets, idColumn, quickCourses, instead, submitLabel, action } = words;
  if (course === null && day === null && sheets === null && idColumn === null)
    return [row(answers([...(instead === null ? [] : [instead]), { label: submitLabel, action }]))];
  const fields = [
    ...idColumnField(idColumn),
    ...sheetsField(sheets),
    ...courseField(course, longest),
    ...dayField(day, longest),
  ];
  return [
    ...quickAnswers(quickCourses),
    form([
      ...fields,
      submitButton({ label: submitLabel, look: 'primary_filled' }, submitName(action), action),
    ]),
  ];
}

/** The first is the likely one. */
function answers(choices: readonly Choice[]): CardPart[] {
  return choices.map(({ label, action }, index) =>
    pressButton({ label, look: index === 0 ? 'primary_filled' : 'default', confirm: null }, action),
  );
}

/** Outside the form, whose submitted name could not say which course is meant. */
function quickAnswers(quick: CardForm['quickCourses']): CardPart[] {
  if (quick === null) return [];
  const buttons = quick.choices.map(({ label, action }) =>
    pressButton({ label, look: 'default', confirm: null }, action),
  );
  return [paragraph(quick.label), row(buttons)];
}

function courseField(course: CardForm['course'], longest: number): CardPart[] {
  if (course === null) return [];
  const { label, choice, text } = course;
  return [
    paragraph(label),
    ...(choice === null ? [] : [select(formFields.course, optionsOf(choice, longest))]),
    input(formFields.newCourse, text),
  ];
}

function optionsOf(
  {
    placeholder,
    options,
    isFirstProposed,
    otherLabel,
  }: NonNullable<NonNullable<CardForm['course']>['choice']>,
  longest: number,
) {
  const shown = options.map(({ label, value }) => ({ label: shortText(label, longest), value }));
  const all = [...shown, { label: otherLabel, value: newCourseOption }];
  return { placeholder, options: all, isFirstProposed, isRequired: false };
}

function idColumnField(field: CardForm['idColumn']): CardPart[] {
  if (field === null) return [];
  const { label, placeholder, yes, no } = field;
  const options = [
    { label: yes, value: idColumnValues.yes },
    { label: no, value: idColumnValues.no },
  ];
  return [
    paragraph(label),
    select(formFields.idColumn, { placeholder, options, isFirstProposed: false, isRequired: true }),
  ];
}

function sheetsField(sheets: CardForm['sheets']): CardPart[] {
  if (sheets === null) return [];
  return [paragraph(sheets.label), multiSelect(formFields.sheets, sheets)];
}

function dayField(day: CardForm['day'], longest: number): CardPart[] {
  if (day === null) return [];
  const quick = day.quick.map(({ label, action }) =>
    submitButton({ label, look: 'default' }, submitName(action), action),
  );
  return [
    paragraph(shortText(day.label, longest)),
    row(quick),
    datePicker(formFields.day, { placeholder: day.placeholder, day: day.proposed }),
  ];
}
