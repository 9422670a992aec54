import { createHash } from 'node:crypto';

/** One attempt of a browser to find out who sits in front of it. */
export interface LoginAttempt {
  /** Comes back as it is. */
  state: string;
  /** Whoever redeems the code must know it (PKCE). */
  codeVerifier: string;
  /** Where the browser comes back to; registered in the developer console, to the letter. */
  redirectUri: string;
}

/** Where people log in is a host of its own; a stand-in has everything in one place. */
const accountsOrigins: Readonly<Record<string, string>> = {
  'https://open.feishu.cn': 'https://accounts.feishu.cn',
  'https://open.larksuite.com': 'https://accounts.larksuite.com',
};

/**
 * The page that asks who it is, and asks nothing inside the Feishu client. No `scope`: who somebody is needs none.
 * Source: https://open.feishu.cn/document/common-capabilities/sso/api/obtain-oauth-code
 * @param domain origin of the platform, such as `https://open.feishu.cn`
 */
export function authorizeUrl(domain: string, appId: string, attempt: LoginAttempt): string {
  const url = new URL('/open-apis/authen/v1/authorize', accountsOrigins[domain] ?? domain);
  url.search = new URLSearchParams({
    client_id: appId,
    response_type: 'code',
    redirect_uri: attempt.redirectUri,
    state: attempt.state,
    code_challenge: createHash('sha256').update(attempt.codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return url.href;
}
