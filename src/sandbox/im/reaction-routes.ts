import { z } from 'zod';
import { sandboxCredentials } from '../auth/credentials.ts';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import type { Message } from '../state/chat-model.ts';
import { chatOf } from '../state/people.ts';
import { isBotIn, putMessage } from './open-message.ts';
import { readBody } from './request-body.ts';

const reactions = '/open-apis/im/v1/messages/:message_id/reactions';

/** Those a bot has a use for; the full list counts some 200 (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-reaction/emojis-introduce). */
const emojis: readonly string[] = [
  'OnIt',
  'DONE',
  'OK',
  'THUMBSUP',
  'Get',
  'Typing',
  'LGTM',
  'OneSecond',
  'THANKS',
  'JIAYI',
  'SMILE',
];

const Reacted = z.object({ reaction_type: z.object({ emoji_type: z.string() }) });

/** Putting an emoji under a message, and taking it away. */
export function reactionRoutes(context: SandboxContext): VendorRoute[] {
  const common = {
    scopes: ['im:message', 'im:message.reactions:write_only'],
    rate: perSecond(50),
    writes: true,
  };
  return [
    { ...common, method: 'POST', path: reactions, run: (call) => add(context, call) },
    { ...common, method: 'DELETE', path: `${reactions}/:reaction_id`, run: (call) => remove(context, call) },
  ];
}

function add(context: SandboxContext, call: VendorCall): object {
  const emojiType = readBody(Reacted, call.body).reaction_type.emoji_type;
  const message = messageToReactOn(context, call);
  if (!emojis.includes(emojiType)) throw new VendorError('ReactionTypeInvalid');
  const reaction = { id: context.newId('', 24), emojiType, at: context.now() };
  putMessage(context, { ...message, reactions: [...message.reactions, reaction] });
  return success(shape(reaction));
}

function remove(context: SandboxContext, call: VendorCall): object {
  const message = messageToReactOn(context, call);
  const reaction = message.reactions.find(({ id }) => id === call.param('reaction_id'));
  if (reaction === undefined) throw new VendorError('ReactionIdInvalid');
  putMessage(context, { ...message, reactions: message.reactions.filter((each) => each !== reaction) });
  return success(shape(reaction));
}

function shape({ id, emojiType, at }: Message['reactions'][number]): object {
  return {
    reaction_id: id,
    operator: { operator_id: sandboxCredentials.appId, operator_type: 'app' },
    action_time: String(at),
    reaction_type: { emoji_type: emojiType },
  };
}

function messageToReactOn(context: SandboxContext, call: VendorCall): Message {
  const message = context.store.state.chat.messages.get(call.param('message_id'));
  const chat = message === undefined ? null : chatOf(message.chatId);
  if (message === undefined || chat === null) throw new VendorError('ReactionMessageMissing');
  if (message.recalled) throw new VendorError('MessageDeleted');
  if (!isBotIn(context, chat)) throw new VendorError('ReactionForbidden');
  return message;
}
