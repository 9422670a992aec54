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
} from './card-parts.ts';
import { formFields, submitName } from './form-fields.ts';
import { cutText, shortText } from './short-text.ts';

/** The questions to a person: fields to fill in or, where there is only something to confirm, a button. */
export function syncForm(words: CardForm | null, longest: number): CardPart[] {
  if (words === null) return [];
  const { course, day, sheets, instead, submitLabel, action } = words;
  if (course === null && day === null && sheets === null)
    return [row(answers([...(instead === null ? [] : [instead]), { label: submitLabel, action }]))];
  const submit = { label: submitLabel, name: submitName(action), action };
  return [form([...sheetsField(sheets), ...courseField(course, longest), ...dayField(day)], submit)];
}

/** The first is the likely one. */
function answers(choices: readonly Pick<NonNullable<CardForm['instead']>, 'label' | 'action'>[]): CardPart[] {
  return choices.map(({ label, action }, index) =>
    pressButton({ label, look: index === 0 ? 'primary_filled' : 'default', confirm: null }, action),
  );
}

function courseField(course: CardForm['course'], longest: number): CardPart[] {
  if (course === null) return [];
  const { label, placeholder, value, hint, maxLength } = course;
  return [
    paragraph(label),
    input(formFields.course, { placeholder, value: cutText(value, maxLength), maxLength }),
    ...(hint === null ? [] : [paragraph(shortText(hint, longest), 'small')]),
  ];
}

function sheetsField(sheets: CardForm['sheets']): CardPart[] {
  if (sheets === null) return [];
  return [paragraph(sheets.label), multiSelect(formFields.sheets, sheets)];
}

function dayField(day: CardForm['day']): CardPart[] {
  return day === null ? [] : [paragraph(day.label), datePicker(formFields.day, day.placeholder)];
}
