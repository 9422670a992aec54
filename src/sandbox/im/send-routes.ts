import { z } from 'zod';
import { sandboxCredentials } from '../auth/credentials.ts';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import type { Message } from '../state/chat-model.ts';
import { type Chat, chatOf, ownTenant, people, privateChatOf } from '../state/people.ts';
import { messageShape } from './message-shape.ts';
import { addMessage, type Written } from './new-message.ts';
import { isBotIn, openMessage } from './open-message.ts';
import { readContent, SentType } from './read-content.ts';
import type { RecentSends } from './recent-sends.ts';
import { readBody } from './request-body.ts';

const messages = '/open-apis/im/v1/messages';

const Sent = z.object({
  msg_type: SentType,
  content: z.string(),
  uuid: z.string().max(50).optional(),
});
const Answered = Sent.extend({ reply_in_thread: z.boolean().default(false) });
const SentTo = Sent.extend({ receive_id: z.string().min(1) });
type Sent = z.infer<typeof Sent>;

/** Sending into a chat, to a person, and as an answer to a message. */
export function sendRoutes(context: SandboxContext, recent: RecentSends): VendorRoute[] {
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

function create(context: SandboxContext, recent: RecentSends, { query, body }: VendorCall): object {
  const sent = readBody(SentTo, body);
  const chat = receiver(query.receive_id_type ?? '', sent.receive_id);
  if (chat === null) throw new VendorError('ReceiveIdInvalid');
  return send(context, recent, chat, { parent: null, inThread: false }, sent);
}

function reply(context: SandboxContext, recent: RecentSends, call: VendorCall): object {
  const { reply_in_thread: inThread, ...sent } = readBody(Answered, call.body);
  const { message, chat } = openMessage(context, call.param('message_id'));
  if (message.recalled) throw new VendorError('MessageRecalled');
  return send(context, recent, chat, { parent: message, inThread }, sent);
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

function send(
  context: SandboxContext,
  recent: RecentSends,
  chat: Chat,
  place: Pick<Written, 'parent' | 'inThread'>,
  sent: Sent,
): object {
  checkReach(context, chat);
  const earlier = sentBefore(context, sent.uuid);
  if (earlier !== null) {
    if (context.settings().repeatedUuid === 'being_sent') throw new VendorError('MessageBeingSent');
    return success(messageShape(earlier, sandboxCredentials.appId));
  }
  if (context.settings().rateLimits) recent.count(chat.id);
  const content = readContent(context, sent.msg_type, sent.content);
  const sender = { kind: 'bot' } as const;
  const written = { chatId: chat.id, sender, type: sent.msg_type, content, uuid: sent.uuid ?? null };
  const message = addMessage(context, { ...written, ...place });
  return success(messageShape(message, sandboxCredentials.appId));
}

function checkReach(context: SandboxContext, chat: Chat): void {
  if (!isBotIn(context, chat)) throw new VendorError('BotOutsideGroup');
  if (chat.kind === 'group') return;
  const { unavailableTo } = context.settings();
  for (const { openId, tenantKey } of chat.members) {
    if (tenantKey !== ownTenant.key) throw new VendorError('CrossTenantForbidden');
    if (unavailableTo.includes(openId)) throw new VendorError('NoAvailabilityToUser');
  }
}

const uuidHoldsMs = 60 * 60 * 1000;

/** Within an hour one `uuid` makes at most one message. */
function sentBefore({ store, now }: SandboxContext, uuid: string | undefined): Message | null {
  if (uuid === undefined || uuid === '') return null;
  const since = now() - uuidHoldsMs;
  for (const message of store.state.chat.messages.values()) {
    if (message.uuid === uuid && message.sender.kind === 'bot' && message.sentAt > since) return message;
  }
  return null;
}
