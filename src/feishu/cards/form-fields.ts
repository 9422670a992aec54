import { z } from 'zod';
import { CardAction } from '../../bot/chat-event.ts';

/** Names of the fields in a card's form: under them the form is drawn, and its values come back. */
export const formFields = {
  course: 'course',
  newCourse: 'new_course',
  day: 'day',
  sheets: 'sheets',
  idColumn: 'id_column',
} as const;

/** The option for a course that is typed. No course is called so. */
export const newCourseOption = '+';

/** Under which the answers to a question come back. */
export const idColumnValues = { yes: 'yes', no: 'no' } as const;

/** What a form asks for; its fields are added when it is submitted. */
type FormAction = Extract<CardAction, { do: 'give_input' }>;

/**
 * The name of a button that submits a form. It says all that the action says: pages disagree on whether a submitted form
 * brings the action along.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
 */
export function submitName({ syncId, confirm, day }: FormAction): string {
  if (day !== undefined) return `day-${day}_${syncId}`;
  return `${confirm ? 'confirm' : 'submit'}_${syncId}`;
}

/** The action that a button of this name submits; null for other names. */
export function submittedAction(name: unknown): CardAction | null {
  const [, verb, day, syncId] =
    /^(confirm|submit|day-(\d{4}-\d{2}-\d{2}))_(.+)$/.exec(z.string().catch('').parse(name)) ?? [];
  const said = { ...(verb === 'confirm' && { confirm: true }), ...(day !== undefined && { day }) };
  return CardAction.safeParse({ do: 'give_input', syncId, ...said }).data ?? null;
}
