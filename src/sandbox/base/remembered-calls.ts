import { createHash } from 'node:crypto';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { VendorCall } from '../platform/vendor-route.ts';
import type { Change } from '../state/change.ts';

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** What a call that may carry a `client_token` is to do. */
export type Repetition =
  /** Carry it out and commit `changes` with it. */
  | { kind: 'first'; remember(ids: readonly string[]): Change[] }
  /** Answer what the first call answered. */
  | { kind: 'again'; ids: readonly string[] };

/**
 * Looks at the call's `client_token`
 * (https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-table-record/batch_create). What a repetition
 * gets is undocumented and a setting; another body under the same token is a conflict.
 * @throws VendorError 1254037 for a malformed token, 1255006 or 1254608 for a known one
 */
export function repetitionOf({ store, settings }: SandboxContext, call: VendorCall): Repetition {
  const clientToken = call.query.client_token ?? '';
  if (clientToken === '') return { kind: 'first', remember: () => [] };
  if (!uuidV4.test(clientToken)) throw new VendorError('InvalidClientToken');
  const digest = digestOf(call);
  const { replay } = settings();
  const known = replay === 'forgotten' ? undefined : store.state.clientTokens.get(clientToken);
  if (known === undefined) {
    return {
      kind: 'first',
      remember: (ids) => [{ kind: 'remember_call', clientToken, digest, ids }],
    };
  }
  if (known.digest !== digest || replay === 'conflict') throw new VendorError('ClientTokenConflict');
  if (replay === 'resubmitted') throw new VendorError('SubmittedRepeatedly');
  return { kind: 'again', ids: known.ids };
}

function digestOf(call: VendorCall): string {
  return createHash('sha256')
    .update(JSON.stringify([call.param('table_id'), call.body]))
    .digest('base64url');
}
