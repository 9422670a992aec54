import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import { chatOf } from '../state/people.ts';

const largestPage = 100;

/**
 * The people of a group, without bots: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/get
 * That private chats have no such list is a reading of the page, which speaks of groups only.
 */
export function memberRoute(context: SandboxContext): VendorRoute {
  return {
    method: 'GET',
    path: '/open-apis/im/v1/chats/:chat_id/members',
    scopes: ['im:chat', 'im:chat.group_info:readonly', 'im:chat.members:read', 'im:chat:readonly'],
    rate: perSecond(50),
    writes: false,
    run: (call) => success(listMembers(context, call)),
  };
}

function listMembers({ settings }: SandboxContext, call: VendorCall): object {
  const chat = chatOf(call.param('chat_id'));
  if (chat?.kind !== 'group') throw new VendorError('ChatIdInvalid');
  if (!settings().botInGroup) throw new VendorError('OperatorOutsideChat');
  const [size, from] = [numberOr(call.query.page_size, 20), numberOr(call.query.page_token, 0)];
  if (size < 1 || size > largestPage) throw new VendorError('ChatParamInvalid');
  const { members } = chat;
  const to = from + size;
  return {
    items: members.slice(from, to).map(({ openId, name, tenantKey }) => ({
      member_id_type: 'open_id',
      member_id: openId,
      name,
      tenant_key: tenantKey,
    })),
    ...(to < members.length ? { page_token: String(to) } : {}),
    has_more: to < members.length,
    member_total: members.length,
  };
}

/** @throws VendorError for what is no whole number */
function numberOr(given: string | undefined, otherwise: number): number {
  if (given === undefined || given === '') return otherwise;
  if (!/^\d{1,6}$/.test(given)) throw new VendorError('ChatParamInvalid');
  return Number(given);
}
