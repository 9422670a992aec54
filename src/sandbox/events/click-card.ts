import { z } from 'zod';
import { isFirstGeneration } from '../cards/is-first-generation.ts';
import { validateCard } from '../cards/validate-card.ts';
import type { SandboxContext } from '../context.ts';
import { cardPeople } from '../im/card-people.ts';
import { putMessage } from '../im/open-message.ts';
import { type ClickError, clickErrors, unansweredClick } from './click-errors.ts';
import { type CardClick, cardClicked } from './envelopes.ts';
import type { Delivered, EventSink } from './event-sink.ts';

/** What the person who clicked sees. */
export interface ClickOutcome {
  toast: { type: string; content: string } | null;
  error: ClickError | null;
}

const Toast = z.object({
  type: z.enum(['info', 'success', 'error', 'warning']).default('info'),
  content: z.string(),
});
const Answer = z.object({
  toast: Toast.optional(),
  card: z.object({ type: z.literal('raw'), data: z.record(z.string(), z.unknown()) }).optional(),
});

/** Asks the app what the click does, and does it: once, and while the person waits. Until then the card is locked. */
export async function clickCard(
  context: SandboxContext,
  sink: EventSink,
  click: Omit<CardClick, 'token'>,
): Promise<ClickOutcome> {
  const { cardTokens, now, settings } = context;
  if (cardTokens.isAwaited(click.message.id)) return refused(clickErrors.locked);
  const token = cardTokens.issue(click.message.id);
  const { formButtonValue } = settings();
  const clicked = cardClicked({ ...click, token }, { at: now(), formButtonValue });
  const delivered = await sink.deliver(clicked);
  cardTokens.answered(token);
  return outcomeOf(context, click.message.id, delivered);
}

function outcomeOf(context: SandboxContext, messageId: string, delivered: Delivered): ClickOutcome {
  if (delivered.status === null) return refused(unansweredClick[delivered.why]);
  if (!delivered.ok) return refused(clickErrors.status);
  const answer = Answer.safeParse(delivered.answer);
  if (!answer.success) return refused(clickErrors.body);
  const { toast = null, card } = answer.data;
  if (card !== undefined) {
    if (isFirstGeneration(card.data)) return refused(clickErrors.schema);
    if (validateCard(card.data, cardPeople(context)) !== null) return refused(clickErrors.card);
    replaceCard(context, messageId, card.data);
  }
  return { toast, error: null };
}

function refused(error: ClickError): ClickOutcome {
  return { toast: null, error };
}

/** The message as it is now: the app may have changed it while it was asked. */
function replaceCard(context: SandboxContext, messageId: string, card: object): void {
  const message = context.store.state.chat.messages.get(messageId);
  if (message === undefined || message.recalled) return;
  putMessage(context, { ...message, content: JSON.stringify(card), updatedAt: context.now() });
}
