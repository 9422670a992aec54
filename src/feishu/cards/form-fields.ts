import { z } from 'zod';
import { CardAction } from '../../bot/chat-event.ts';

/** Names of the fields in a card's form: under them the form is drawn, and its values come back. */
export const formFields = { course: 'course', day: 'day', sheets: 'sheets', idColumn: 'id_column' } as const;

/** Under which the answers to a question come back. */
export const idColumnValues = { yes: 'yes', no: 'no' } as const;

/** What a form asks for; its fields are added when it is submitted. */
type FormAction = Extract<CardAction, { do: 'give_input' }>;

/**
 * The name of the button that submits a form. It says all that the action says: pages disagree on whether a submitted form
 * brings the action along.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
 */
export function submitName({ syncId, confirm }: FormAction): string {
  return `${confirm ? 'confirm' : 'submit'}_${syncId}`;
}

/** The action that a button of this name submits; null for other names. */
export function submittedAction(name: unknown): CardAction | null {
  const [, verb, syncId] = /^(confirm|submit)_(.+)$/.exec(z.string().catch('').parse(name)) ?? [];
  const confirm = verb === 'confirm' ? { confirm: true } : {};
  return CardAction.safeParse({ do: 'give_input', syncId, ...confirm }).data ?? null;
}
