import { z } from 'zod';
import { CardAction, type ChatEvent } from '../../bot/chat-event.ts';
import { formFields, idColumnValues, newCourseOption, submittedAction } from '../cards/form-fields.ts';

export type PressEvent = Extract<ChatEvent, { kind: 'button_pressed' }>;

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication */
const Pressed = z.object({
  event_id: z.string(),
  tenant_key: z.string(),
  operator: z.object({ open_id: z.string(), tenant_key: z.string() }),
  action: z.object({
    // An object in every button of ours; pages disagree on whether a form brings it.
    value: z.record(z.string(), z.unknown()).nullish().catch(null),
    name: z.string().nullish().catch(null),
    form_value: z.record(z.string(), z.unknown()).nullish().catch(null),
  }),
  context: z.object({ open_message_id: z.string(), open_chat_id: z.string() }),
});

const Text = z.string().trim().min(1).optional().catch(undefined);

/** Empty fields of a form come as empty text or not at all; a date comes with the zone of the person behind it. */
const Filled = z.object({
  [formFields.course]: Text,
  [formFields.newCourse]: Text,
  [formFields.day]: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(?: |$)/)
    .transform((text) => text.slice(0, 10))
    .optional()
    .catch(undefined),
  [formFields.sheets]: z.array(z.string()).min(1).optional().catch(undefined),
  [formFields.idColumn]: z.enum(idColumnValues).optional().catch(undefined),
});

/** A pressed button in our words; null for what no button of ours sends. */
export function parsePress(data: unknown): PressEvent | null {
  const pressed = Pressed.safeParse(data);
  if (!pressed.success) return null;
  const { event_id, tenant_key, operator, action, context } = pressed.data;
  const carried = action.value?.do === undefined ? submittedAction(action.name) : action.value;
  const meant = CardAction.safeParse(carried && withForm(carried, action.form_value ?? {}));
  if (!meant.success) return null;
  return {
    kind: 'button_pressed',
    eventId: event_id,
    tenantKey: tenant_key,
    person: { openId: operator.open_id, tenantKey: operator.tenant_key },
    chatId: context.open_chat_id,
    cardMessageId: context.open_message_id,
    action: meant.data,
  };
}

function withForm(
  value: Readonly<Record<string, unknown>>,
  form: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (value.do !== 'give_input') return value;
  const { course, new_course: typed, [formFields.idColumn]: answer, ...others } = Filled.parse(form);
  const chosen = course === newCourseOption ? undefined : course;
  const isIdColumn = answer && { isIdColumn: answer === idColumnValues.yes };
  // What somebody has typed counts more than what was chosen beforehand, and the button says most of all.
  return { ...others, course: typed ?? chosen, ...isIdColumn, ...value };
}
