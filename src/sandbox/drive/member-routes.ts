import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import type { Base } from '../state/base-model.ts';
import { isKnownId } from '../state/people.ts';

const members = '/open-apis/drive/v1/permissions/:token/members';
const perMinute = (calls: number) => ({ calls, windowMs: 60_000 });

/** Who may do what with the document that a Base is. */
export function memberRoutes(context: SandboxContext): VendorRoute[] {
  return [
    {
      method: 'GET',
      path: members,
      scopes: ['bitable:app', 'docs:permission.member:retrieve', 'drive:drive'],
      rate: perSecond(50),
      writes: false,
      run: (call) => success({ items: [...openDocument(context, call).members.values()].map(shown) }),
    },
    {
      method: 'POST',
      path: members,
      scopes: ['bitable:app', 'docs:permission.member:create', 'drive:drive', 'drive:file'],
      rate: perMinute(100),
      writes: false,
      run: (call) => success({ member: add(context, call) }),
    },
    {
      method: 'GET',
      path: `${members}/auth`,
      scopes: ['bitable:app', 'docs:permission.member:auth', 'drive:drive'],
      rate: perMinute(100),
      writes: false,
      run: (call) => success({ auth_result: isAllowed(context, call) }),
    },
  ];
}

const MemberBody = z.object({
  member_type: z.enum(['email', 'openid', 'unionid', 'userid', 'openchat']),
  member_id: z.string().min(1),
  perm: z.enum(['view', 'edit', 'full_access']),
  type: z.string().optional(),
});

/** Nobody here has a mail address or a user id, so those are taken as they are. */
function add(context: SandboxContext, call: VendorCall): object {
  openDocument(context, call);
  if (context.settings().documentRole !== 'manage') throw new VendorError('NoSharePermission');
  const parsed = MemberBody.safeParse(call.body);
  if (!parsed.success) throw new VendorError('PermissionInvalidParameter');
  const { member_type: idType, member_id: id, perm: role } = parsed.data;
  if (['openid', 'unionid'].includes(idType) && !isKnownId(id))
    throw new VendorError('PermissionInvalidParameter');
  const member = { id, idType, role };
  context.store.commit([{ kind: 'put_member', member }]);
  return shown(member);
}

const mayDo: Readonly<Record<string, readonly string[]>> = {
  none: [],
  view: ['view', 'comment', 'export', 'copy', 'print'],
  edit: ['view', 'comment', 'export', 'copy', 'print', 'edit'],
  manage: ['view', 'comment', 'export', 'copy', 'print', 'edit', 'share', 'manage_public'],
};
const Action = z.enum(['view', 'edit', 'share', 'comment', 'export', 'copy', 'print', 'manage_public']);

function isAllowed(context: SandboxContext, call: VendorCall): boolean {
  openDocument(context, call);
  const action = Action.safeParse(call.query.action);
  if (!action.success) throw new VendorError('PermissionInvalidParameter');
  return mayDo[context.settings().documentRole]?.includes(action.data) ?? false;
}

function openDocument({ store }: SandboxContext, call: VendorCall): Base {
  const { base } = store.state;
  if (call.query.type !== 'bitable') throw new VendorError('PermissionInvalidParameter');
  if (call.param('token') !== base.token) throw new VendorError('ResourceDeleted');
  return base;
}

function shown({ id, idType, role }: { id: string; idType: string; role: string }): object {
  return { member_type: idType, member_id: id, perm: role, perm_type: 'container', type: 'user' };
}
