import { z } from 'zod';
import { answerOf } from '../calls/call.ts';
import type { BaseAccess } from '../tables/describe-base.ts';

const AuthBody = z.object({ data: z.object({ auth_result: z.boolean() }) });

/**
 * Whether the app may edit the document that the Base is, or manage it (可管理).
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/permission-member/auth
 */
export async function mayAct(
  { calls, appToken }: BaseAccess,
  action: 'edit' | 'manage_public',
): Promise<boolean> {
  const result = await calls.read({
    name: 'permission auth',
    send: (client, authorization) =>
      client.drive.v1.permissionMember.auth(
        { path: { token: appToken }, params: { type: 'bitable', action } },
        authorization,
      ),
    body: AuthBody,
  });
  return answerOf(result).data.auth_result;
}

/** How a person names themselves: open_id (`ou_…`), mail address at Feishu, or the user id of the admin console. */
export type PersonId = { kind: 'openid' | 'email' | 'userid'; id: string };

/** @param text as typed, not empty */
export function readPersonId(text: string): PersonId {
  const id = text.trim();
  if (id.startsWith('ou_')) return { kind: 'openid', id };
  return { kind: id.includes('@') ? 'email' : 'userid', id };
}

/**
 * Lets a person manage the document (可管理); may be repeated.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/permission-member/create
 * @returns false if Feishu knows nobody of that id, or does not let the app add that person
 */
export async function addManager({ calls, appToken }: BaseAccess, { kind, id }: PersonId): Promise<boolean> {
  const result = await calls.write({
    name: 'permission member create',
    effect: 'update',
    send: (client, authorization) =>
      client.drive.v1.permissionMember.create(
        {
          path: { token: appToken },
          params: { type: 'bitable' },
          data: { member_type: kind, member_id: id, perm: 'full_access', type: 'user' },
        },
        authorization,
      ),
    body: z.object({ data: z.object({}) }),
  });
  return result.kind === 'done';
}
