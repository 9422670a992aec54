import type { ChatEvent } from '../../bot/chat-event.ts';
import type { Toast } from '../../bot/ports.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import { pressToasts } from '../../wording/bot/toasts.ts';
import { silentLogger } from '../calls/feishu-client.ts';
import { EventDispatcher } from '../calls/sdk.ts';
import { parseMessage } from './parse-message.ts';
import { parsePress } from './parse-press.ts';
import { parseEntry, parseMenu } from './parse-visit.ts';

export interface EventDeps {
  /** Stores the event; what it gives back is shown to the person who pressed a button. */
  onEvent(event: ChatEvent): Promise<Toast | null>;
  botOpenId(): Promise<string>;
  clock: Clock;
  log: Logger;
}

/** The body of an answer. Only a pressed button reads it. */
export type EventAnswer = { toast: { type: Toast['kind']; content: string } } | Record<string, never>;

type Handler = (data: unknown) => Promise<EventAnswer>;

/** Feishu waits 3 s for the answer to a pressed button: https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication */
const pressPatienceMs = 2_500;

/**
 * What is done with each kind of event, whichever way it came. A handler ends when the event is stored; it throws if
 * that failed, and then Feishu delivers the event again. Presses are never delivered again, so theirs do not throw.
 * Nothing is checked here: that is the business of whoever received the event.
 */
export function createDispatcher(deps: EventDeps): EventDispatcher {
  const handlers: Record<string, Handler> = {
    'im.message.receive_v1': storing(deps, (data) => parseMessage(data, deps.botOpenId)),
    'application.bot.menu_v6': storing(deps, parseMenu),
    'im.chat.access_event.bot_p2p_chat_entered_v1': storing(deps, parseEntry),
    'card.action.trigger': (data) => answerPress(deps, data),
  };
  return new EventDispatcher({ logger: silentLogger }).register(handlers);
}

function storing(
  { onEvent, log }: EventDeps,
  parse: (data: unknown) => ChatEvent | null | Promise<ChatEvent | null>,
): Handler {
  return async (data) => {
    try {
      const event = await parse(data);
      if (event === null) log.info('an event was left alone');
      else await onEvent(event);
      return {};
    } catch (err) {
      log.error({ err }, 'an event could not be stored');
      throw err;
    }
  };
}

async function answerPress({ onEvent, clock, log }: EventDeps, data: unknown): Promise<EventAnswer> {
  const event = parsePress(data);
  if (event === null) return answerWith(pressToasts.unknown);
  const toast = onEvent(event).catch((err: unknown) => {
    log.error({ err, eventId: event.eventId }, 'a pressed button failed');
    return pressToasts.failed;
  });
  return answerWith(await Promise.race([toast, clock.sleep(pressPatienceMs).then(() => pressToasts.late)]));
}

function answerWith(toast: Toast | null): EventAnswer {
  return toast === null ? {} : { toast: { type: toast.kind, content: toast.text } };
}
