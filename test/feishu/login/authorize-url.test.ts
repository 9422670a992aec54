import { describe, expect, it } from 'vitest';
import { authorizeUrl } from '../../../src/feishu/login/authorize-url.ts';

// The example of RFC 7636, appendix B.
const attempt = {
  state: 'a state & more',
  codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  redirectUri: 'https://sync.example.org/login/feishu/callback',
};

describe('the page that asks who it is', () => {
  it.each([
    ['https://open.feishu.cn', 'https://accounts.feishu.cn'],
    ['https://open.larksuite.com', 'https://accounts.larksuite.com'],
    ['http://127.0.0.1:4100', 'http://127.0.0.1:4100'],
  ])('of %s is at %s', (domain, origin) => {
    const url = new URL(authorizeUrl(domain, 'cli_1', attempt));
    expect(url.origin + url.pathname).toBe(`${origin}/open-apis/authen/v1/authorize`);
  });

  it('gets the challenge, never the verifier, and is asked for no scope and no prompt', () => {
    const { searchParams } = new URL(authorizeUrl('https://open.feishu.cn', 'cli_1', attempt));
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'cli_1',
      response_type: 'code',
      redirect_uri: attempt.redirectUri,
      state: 'a state & more',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
  });
});
