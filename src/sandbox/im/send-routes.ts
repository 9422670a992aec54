import { z } from 'zod';
import { sandboxCredentials } from '../auth/credentials.ts';
import type { BaseContext } from '../base/base-context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import type { Message } from './chat-model.ts';
import { messageShape } from './message-shape.ts';
import { isBotIn, openMessage, putMessage } from './open-message.ts';
import { type Chat, chatOf, people, privateChatOf } from './people.ts';
import { readContent } from './read-content.ts';
import type { RecentSends } from './recent-sends.ts';
import { readBody } from './request-body.ts';

const messages = '/open-apis/im/v1/messages';

const Sent = z.object({
  msg_type: z.enum(['text', 'post', 'file', 'interactive']),
  content: z.string(),
  uuid: z.string().max(50).optional(),
});
const SentTo = Sent.extend({ receive_id: z.string().min(1) });
type Sent = z.infer<typeof Sent>;

/** Sending into a chat, to a person, and as an answer to a message. */
export function sendRoutes(context: BaseContext, recent: RecentSends): VendorRoute[] {
  const send = {
    method: 'POST' as const,
    scopes: ['im:message', 'im:message:send_as_bot', 'im:message:send'],
    rate: perSecond(50),
    writes: true,
  };
  return [
    { ...send, path: messages, run: (call) => create(context, recent, call) },
    { ...send, path: `${messages}/:message_id/reply`, run: (call) => reply(context, recent, call) },
  ];
}

function create(context: BaseContext, recent: RecentSends, { query, body }: VendorCall): object {
  const sent = readBody(SentTo, body);
  const chat = receiver(query.receive_id_type ?? '', sent.receive_id);
  if (chat === null) throw new VendorError('ReceiveIdInvalid');
  return say(context, recent, chat, null, sent);
}

function reply(context: BaseContext, recent: RecentSends, call: VendorCall): object {
  const sent = readBody(Sent, call.body);
  const { message, chat } = openMessage(context, call.param('message_id'));
  if (message.recalled) throw new VendorError('MessageRecalled');
  return say(context, recent, chat, message, sent);
}

/** Ids of the other kinds belong to directories this platform does not have. */
function receiver(idType: string, id: string): Chat | null {
  switch (idType) {
    case 'chat_id':
      return chatOf(id);
    case 'open_id':
    case 'union_id': {
      const person = people.find((each) => (idType === 'open_id' ? each.openId : each.unionId) === id);
      return person === undefined ? null : privateChatOf(person);
    }
    case 'user_id':
    case 'email':
      return null;
    default:
      throw new VendorError('FieldValidationFailed');
  }
}

function say(
  context: BaseContext,
  recent: RecentSends,
  chat: Chat,
  parent: Message | null,
  sent: Sent,
): object {
  checkReach(context, chat);
  const earlier = sentBefore(context, sent.uuid);
  if (earlier !== null) {
    if (context.settings().repeatedUuid === 'being_sent') throw new VendorError('MessageBeingSent');
    return success(messageShape(earlier, sandboxCredentials.appId));
  }
  if (context.settings().rateLimits) recent.count(chat.id);
  const at = context.now();
  const message: Message = {
    id: context.newId('om_', 32),
    chatId: chat.id,
    sender: { kind: 'bot' },
    parentId: parent?.id ?? null,
    rootId: parent === null ? null : (parent.rootId ?? parent.id),
    type: sent.msg_type,
    content: readContent(sent.msg_type, sent.content, context.store.state.chat.files),
    mentionsBot: false,
    sentAt: at,
    updatedAt: at,
    recalled: false,
    uuid: sent.uuid ?? null,
    reactions: [],
  };
  putMessage(context, message);
  return success(messageShape(message, sandboxCredentials.appId));
}

function checkReach(context: BaseContext, chat: Chat): void {
  if (!isBotIn(context, chat)) throw new VendorError('BotOutsideGroup');
  const { unavailableTo } = context.settings();
  if (chat.kind === 'private' && chat.members.some(({ openId }) => unavailableTo.includes(openId))) {
    throw new VendorError('NoAvailabilityToUser');
  }
}

const uuidHoldsMs = 60 * 60 * 1000;

/** Within an hour one `uuid` makes at most one message. */
function sentBefore({ store, now }: BaseContext, uuid: string | undefined): Message | null {
  if (uuid === undefined || uuid === '') return null;
  const since = now() - uuidHoldsMs;
  for (const message of store.state.chat.messages.values()) {
    if (message.uuid === uuid && message.sender.kind === 'bot' && message.sentAt > since) return message;
  }
  return null;
}
