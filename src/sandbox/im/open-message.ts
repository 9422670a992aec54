import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { Message } from '../state/chat-model.ts';
import { type Chat, chatOf } from '../state/people.ts';

/** The bot may be taken out of the group, never out of a private chat. */
export function isBotIn({ settings }: SandboxContext, { kind }: Chat): boolean {
  return kind === 'private' || settings().botInGroup;
}

/**
 * The message of this id and the chat it stands in, as far as the bot may see it.
 * @throws VendorError 230001 where there is none, 230002 outside the chat
 */
export function openMessage(context: SandboxContext, messageId: string): { message: Message; chat: Chat } {
  const message = context.store.state.chat.messages.get(messageId);
  const chat = message === undefined ? null : chatOf(message.chatId);
  if (message === undefined || chat === null) {
    throw new VendorError('MessageParamInvalid', {
      msg: 'Your request contains an invalid request parameter, ext=invalid message_id',
    });
  }
  if (!isBotIn(context, chat)) throw new VendorError('BotOutsideGroup');
  return { message, chat };
}

/** Adds the message, or replaces the one of its id. */
export function putMessage({ store }: SandboxContext, message: Message): void {
  store.commit([{ kind: 'put_message', message }]);
}
