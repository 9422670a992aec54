import { bearerToken } from '../platform/bearer-token.ts';
import type { NewId } from '../platform/ids.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { Store } from '../state/store.ts';

const lifetimeMs = 2 * 60 * 60 * 1000;
const renewedBelowMs = 30 * 60 * 1000;

/**
 * The tenant access token to hand out: the present one while it lives for 30 minutes or more, else a new one
 * beside it (https://open.feishu.cn/document/server-docs/authentication-management/access-token/tenant_access_token_internal).
 * @returns `expire` in seconds
 */
export function issueToken(store: Store, now: () => number, newId: NewId): { token: string; expire: number } {
  const at = now();
  for (const [token, { expiresAt }] of store.state.accessTokens) {
    if (expiresAt - at >= renewedBelowMs) return { token, expire: Math.floor((expiresAt - at) / 1000) };
  }
  const token = newId('t-', 40);
  store.commit([{ kind: 'issue_token', token, expiresAt: at + lifetimeMs }]);
  return { token, expire: lifetimeMs / 1000 };
}

/** @throws VendorError 99991661 without a bearer token, 99991663 for one that is unknown or has expired */
export function checkToken(store: Store, now: () => number, authorization: string): void {
  const token = bearerToken(authorization);
  if (token === null) throw new VendorError('MissingAccessToken');
  const known = store.state.accessTokens.get(token);
  if (known === undefined || known.expiresAt <= now()) throw new VendorError('InvalidAccessToken');
}
