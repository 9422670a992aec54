import { todayIn } from '../sync/today-in.ts';
import type { Asker, BotAction, MessageAsker } from './bot-action.ts';
import type { ChatEvent } from './chat-event.ts';
import { type ParsedText, parseCommand } from './commands.ts';
import { type AllowedPeople, isAllowed } from './is-allowed.ts';
import type { BotRefusal, HelpReason } from './notice.ts';

export interface DecisionContext {
  /** Epoch ms. */
  now: number;
  allowed: AllowedPeople;
}

type EventOf<Kind extends ChatEvent['kind']> = Extract<ChatEvent, { kind: Kind }>;
type MessageEvent = EventOf<'file_sent' | 'text_sent' | 'other_sent'>;

/** What a chat event asks for, and whether the bot does it. Nothing is looked up and nothing is done here. */
export function decideAction(event: ChatEvent, context: DecisionContext): BotAction {
  switch (event.kind) {
    case 'file_sent':
      return decideFile(event, context);
    case 'text_sent':
      return decideText(event, context);
    case 'other_sent':
      return decideOther(event, context);
    case 'button_pressed':
      return decidePress(event, context);
    case 'menu_chosen':
      return decideMenu(event, context);
    case 'chat_entered':
      return decideEntry(event, context);
  }
}

/** A file is taken however late it is delivered: who sent it still wants it. */
function decideFile(event: EventOf<'file_sent'>, context: DecisionContext): BotAction {
  const { messageId, fileKey, fileName, chat, sentAt } = event;
  const asker = askerOf(event);
  const sent = { asker, file: { messageId, fileKey }, fileName, sentAt };
  if (chat.kind === 'private')
    return mayAsk(event, context) ? { do: 'take_file', sent } : refuse(asker, { kind: 'not_allowed' });
  // Where the bot reads everything, most files are not meant for it.
  return mayAsk(event, context) && namesRoster.test(fileName) ? { do: 'offer_file', sent } : nothing;
}

const namesRoster = /\.(?:csv|xlsx)$/i;

function decideText(event: EventOf<'text_sent'>, context: DecisionContext): BotAction {
  if (event.chat.kind === 'group' && !event.mentionsBot) return nothing;
  const asker = askerOf(event);
  if (!mayAsk(event, context)) return refuse(asker, { kind: 'not_allowed' });
  const parsed = parseCommand(event.text);
  const { parentId } = event;
  if (parsed.kind === 'sync') {
    if (parentId === null) return refuse(asker, { kind: 'no_file_in_reply' });
    return { do: 'take_replied_file', asker, parentId, ask: isOld(event.sentAt, context), dryRun: false };
  }
  // A preview writes nothing, so that it needs no second question however late it comes.
  if (parsed.kind === 'preview' && parentId !== null)
    return { do: 'take_replied_file', asker, parentId, ask: false, dryRun: true };
  return decideCommand(parsed, { asker, text: event.text, sentAt: event.sentAt }, context);
}

function decideOther(event: EventOf<'other_sent'>, context: DecisionContext): BotAction {
  if (event.chat.kind === 'group') return nothing;
  const asker = askerOf(event);
  return mayAsk(event, context)
    ? help(asker, { kind: 'not_a_file' })
    : refuse(asker, { kind: 'not_allowed' });
}

function decidePress(event: EventOf<'button_pressed'>, { allowed }: DecisionContext): BotAction {
  const { person, chatId, cardMessageId, action, tenantKey } = event;
  if (!isAllowed(allowed, tenantKey, person, chatId)) {
    return { do: 'toast', reason: { kind: 'refused', why: { kind: 'not_allowed' } } };
  }
  return { do: 'press', press: { action, openId: person.openId, chatId, cardMessageId } };
}

function decideMenu(event: EventOf<'menu_chosen'>, context: DecisionContext): BotAction {
  const { person, eventId, command, at, tenantKey } = event;
  const asker: Asker = { kind: 'menu', openId: person.openId, keys: [`event:${eventId}`] };
  if (!isAllowed(context.allowed, tenantKey, person, null)) return refuse(asker, { kind: 'not_allowed' });
  const parsed = parseCommand(command);
  if (parsed.kind === 'sync') return refuse(asker, { kind: 'no_file_in_reply' });
  return decideCommand(parsed, { asker, text: command, sentAt: at }, context);
}

/** It comes at every entry; one welcome a day is enough. */
function decideEntry(event: EventOf<'chat_entered'>, { now, allowed }: DecisionContext): BotAction {
  const { person, chatId, tenantKey } = event;
  if (!isAllowed(allowed, tenantKey, person, chatId)) return nothing;
  const key = `welcome:${person.openId}:${todayIn('Asia/Shanghai', now)}`;
  return {
    do: 'answer',
    asker: { kind: 'menu', openId: person.openId, keys: [key] },
    message: { kind: 'welcome' },
  };
}

interface Typed {
  asker: Asker;
  text: string;
  /** Epoch ms. */
  sentAt: number;
}

type OtherThanSync = Exclude<ParsedText, { kind: 'sync' }>;

function decideCommand(parsed: OtherThanSync, typed: Typed, context: DecisionContext): BotAction {
  const { asker, text, sentAt } = typed;
  switch (parsed.kind) {
    case 'talk':
      return help(asker, { kind: 'not_a_file' });
    case 'unknown':
      return help(asker, { kind: 'unknown_command', typed: shortened(text), closest: parsed.closest });
    case 'help':
      return help(asker, { kind: 'asked' });
    case 'status':
    case 'history':
      return { do: 'list', asker, what: parsed.kind };
    case 'template':
      return { do: 'send_template', asker };
    case 'rerun':
    case 'undo':
      if (isOld(sentAt, context))
        return { do: 'answer', asker, message: { kind: 'old_command', text, sentAt } };
      return { do: parsed.kind, asker, number: parsed.number };
    case 'preview':
      return { do: 'expect_preview', asker, since: sentAt, until: context.now + previewExpectedMs };
    case 'thanks':
      return { do: 'answer', asker, message: { kind: 'thanks' } };
    case 'document_link':
      return refuse(asker, { kind: 'document_link' });
  }
}

/** As long as the next file counts as the one that was meant. */
const previewExpectedMs = 10 * 60_000;

/** Commands from a backlog, such as after a lost connection, may not be wanted any more. */
const oldAfterMs = 30 * 60_000;

function isOld(sentAt: number, { now }: DecisionContext): boolean {
  return now - sentAt > oldAfterMs;
}

const longestQuote = 40;

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > longestQuote ? `${trimmed.slice(0, longestQuote)}…` : trimmed;
}

function askerOf({ messageId, eventId, chat, sender }: MessageEvent): MessageAsker {
  // Feishu may deliver one message under several event ids.
  const keys = [`message:${messageId}`, `event:${eventId}`] as const;
  return { kind: 'message', openId: sender.openId, chat, messageId, keys };
}

function mayAsk({ tenantKey, sender, chat }: MessageEvent, { allowed }: DecisionContext): boolean {
  return isAllowed(allowed, tenantKey, sender, chat.chatId);
}

const nothing: BotAction = { do: 'nothing' };

function refuse(asker: Asker, why: BotRefusal): BotAction {
  return { do: 'answer', asker, message: { kind: 'refused', why } };
}

function help(asker: Asker, why: HelpReason): BotAction {
  return { do: 'answer', asker, message: { kind: 'help', why } };
}
