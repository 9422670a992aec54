import type { Clock } from '../../sync/clock.ts';

export interface FreshToken {
  token: string;
  expiresInSeconds: number;
}

/** The token that every call of the app carries, kept until shortly before it expires. */
export interface TenantToken {
  /** Fetches a token if there is none; callers at the same time share one fetch. */
  get(fetch: () => Promise<FreshToken>): Promise<string>;
  /** Somebody has fetched one for a purpose of his own. */
  put(fresh: FreshToken): void;
  /** Feishu no longer takes this token; a newer one stays. */
  drop(token: string): void;
}

/**
 * Feishu hands out the same token until 30 minutes before its end, after that a new one while the old stays valid:
 * https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal
 */
const renewBeforeMs = 5 * 60_000;

/** @param clock decides when a token is too old; fetching is up to whoever calls */
export function createTenantToken(clock: Clock): TenantToken {
  let held: { token: string /** On the monotonic clock. */; renewAt: number } | null = null;
  let fetching: Promise<string> | null = null;

  function put({ token, expiresInSeconds }: FreshToken): void {
    held = { token, renewAt: clock.monotonic() + expiresInSeconds * 1_000 - renewBeforeMs };
  }

  async function renew(fetch: () => Promise<FreshToken>): Promise<string> {
    const fresh = await fetch();
    put(fresh);
    return fresh.token;
  }

  return {
    put,
    async get(fetch) {
      if (held !== null && clock.monotonic() < held.renewAt) return held.token;
      fetching ??= renew(fetch).finally(() => {
        fetching = null;
      });
      return fetching;
    },
    drop(token) {
      if (held?.token === token) held = null;
    },
  };
}
