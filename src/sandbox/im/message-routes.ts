import { z } from 'zod';
import { sandboxCredentials } from '../auth/credentials.ts';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import { checkChange, checkUnlocked } from './check-change.ts';
import { messageShape, readShape } from './message-shape.ts';
import { openMessage, putMessage } from './open-message.ts';
import { readContent } from './read-content.ts';
import type { RecentSends } from './recent-sends.ts';
import { readBody } from './request-body.ts';

const path = '/open-apis/im/v1/messages/:message_id';

/** Reading a message, changing a card or a text, taking a message back. */
export function messageRoutes(context: SandboxContext, recent: RecentSends): VendorRoute[] {
  const common = { path, rate: perSecond(50) };
  return [
    {
      ...common,
      method: 'GET',
      scopes: ['im:message', 'im:message:readonly'],
      writes: false,
      run: (call) => read(context, call),
    },
    {
      ...common,
      method: 'PATCH',
      scopes: ['im:message', 'im:message:send_as_bot', 'im:message:update'],
      writes: true,
      run: (call) => patch(context, recent, call),
    },
    {
      ...common,
      method: 'PUT',
      scopes: ['im:message', 'im:message:send_as_bot', 'im:message:update'],
      writes: true,
      run: (call) => edit(context, call),
    },
    {
      ...common,
      method: 'DELETE',
      scopes: ['im:message', 'im:message:recall', 'im:message:send_as_bot'],
      writes: true,
      run: (call) => recall(context, call),
    },
  ];
}

function read(context: SandboxContext, call: VendorCall): object {
  const { message, chat } = openMessage(context, call.param('message_id'));
  // The page asks for this scope, its error table names no code of its own for it: this one is a reading.
  if (chat.kind === 'group' && !context.settings().scopes.includes('im:message.group_msg')) {
    throw new VendorError('MessagePermissionMissing');
  }
  const withSource = call.query.card_msg_content_type === 'user_card_content';
  return success({ items: [readShape(message, sandboxCredentials.appId, withSource)] });
}

const Patch = z.object({ content: z.string().min(1) });
const changeableForMs = 14 * 24 * 60 * 60 * 1000;

/** Only cards, and only the bot's own (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/patch). */
function patch(context: SandboxContext, recent: RecentSends, call: VendorCall): object {
  const { content } = readBody(Patch, call.body);
  const { message } = openMessage(context, call.param('message_id'));
  if (message.recalled) throw new VendorError('MessageRecalled');
  if (message.sender.kind !== 'bot') throw new VendorError('MessagePermissionMissing');
  if (message.type !== 'interactive') {
    throw new VendorError('MessageParamInvalid', {
      msg: 'Your request contains an invalid request parameter, ext=This message is NOT a card.',
    });
  }
  const at = context.now();
  if (at - message.sentAt > changeableForMs) throw new VendorError('PatchTooLate');
  if (context.settings().rateLimits) recent.count(message.id);
  checkUnlocked(context.cardTokens, message.id);
  checkChange(message, content);
  const card = readContent(context, 'interactive', content);
  putMessage(context, { ...message, content: card, updatedAt: at });
  return success({});
}

const Edit = z.object({ msg_type: z.enum(['text', 'post']), content: z.string().min(1) });
const mostEdits = 20;

/** Only texts and posts, and only the bot's own (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/update). */
function edit(context: SandboxContext, call: VendorCall): object {
  const { msg_type: type, content: given } = readBody(Edit, call.body);
  const { message } = openMessage(context, call.param('message_id'));
  if (message.recalled) throw new VendorError('MessageRecalled');
  if (message.sender.kind !== 'bot') throw new VendorError('EditorNotSender');
  if (message.type !== 'text' && message.type !== 'post') throw new VendorError('MessageTypeUnsupported');
  if (message.edits >= mostEdits) throw new VendorError('TooManyEdits');
  const content = readContent(context, type, given);
  const edited = { ...message, type, content, updatedAt: context.now(), edits: message.edits + 1 };
  putMessage(context, edited);
  return success(messageShape(edited, sandboxCredentials.appId));
}

function recall(context: SandboxContext, call: VendorCall): object {
  const { message } = openMessage(context, call.param('message_id'));
  if (message.recalled) throw new VendorError('MessageDeleted');
  if (message.sender.kind !== 'bot') throw new VendorError('NotMessageSender');
  putMessage(context, { ...message, recalled: true });
  return success({});
}
