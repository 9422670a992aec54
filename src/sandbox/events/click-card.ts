import { z } from 'zod';
import type { BaseContext } from '../base/base-context.ts';
import { validateCard } from '../cards/validate-card.ts';
import { putMessage } from '../im/open-message.ts';
import { type CardClick, cardClicked } from './envelopes.ts';
import type { Delivered, EventSink } from './event-sink.ts';

/** What the person who clicked sees. */
export interface ClickOutcome {
  toast: { type: string; content: string } | null;
  /** Code and sentence as the client shows them. */
  error: { code: number; message: string } | null;
}

const Answer = z.object({
  toast: z
    .object({ type: z.enum(['info', 'success', 'error', 'warning']).default('info'), content: z.string() })
    .optional(),
  card: z.object({ type: z.literal('raw'), data: z.record(z.string(), z.unknown()) }).optional(),
});

/** https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication */
const failures = {
  timeout: { code: 200341, message: '目标回调服务超时未响应，请稍后重试' },
  status: { code: 200671, message: '目标回调服务出错，请稍后重试' },
  body: { code: 200672, message: '目标回调服务返回了错误的响应体' },
  card: { code: 200673, message: '目标回调服务返回了错误的卡片' },
  schema: { code: 200830, message: '卡片 JSON 2.0 结构无法更新为 1.0 结构' },
} as const;

/** Asks the app what the click does, and does it: once, and while the person waits. */
export async function clickCard(
  context: BaseContext,
  sink: EventSink,
  click: Omit<CardClick, 'token'>,
): Promise<ClickOutcome> {
  const token = context.cardTokens.issue(click.message.id);
  const delivered = await sink.deliver(cardClicked({ ...click, token }, context.now()));
  context.cardTokens.answered(token);
  const failed = failureOf(delivered);
  if (failed !== null) return refused(failed);
  const answer = Answer.safeParse(delivered.answer);
  if (!answer.success) return refused(failures.body);
  const { toast, card } = answer.data;
  if (card !== undefined) {
    const isOlder = isSecond(click.message.content) && card.data.schema !== '2.0';
    if (isOlder) return refused(failures.schema);
    if (validateCard(card.data) !== null) return refused(failures.card);
    replaceCard(context, click.message.id, card.data);
  }
  return { toast: toast ?? null, error: null };
}

function failureOf({ ok, status }: Delivered): ClickOutcome['error'] {
  if (ok) return null;
  return status === null || status === undefined ? failures.timeout : failures.status;
}

function refused(error: ClickOutcome['error']): ClickOutcome {
  return { toast: null, error };
}

function isSecond(content: string): boolean {
  return z.object({ schema: z.literal('2.0') }).safeParse(JSON.parse(content)).success;
}

/** The message as it is now: the app may have changed it while it was asked. */
function replaceCard(context: BaseContext, messageId: string, card: object): void {
  const message = context.store.state.chat.messages.get(messageId);
  if (message === undefined || message.recalled) return;
  putMessage(context, { ...message, content: JSON.stringify(card), updatedAt: context.now() });
}
