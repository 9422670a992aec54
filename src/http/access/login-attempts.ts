import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';
import { z } from 'zod';
import { type CookieRules, createSignedCookie } from './signed-cookie.ts';

/** What a browser keeps while its person is at Feishu. */
const Attempt = z.object({
  /** Feishu gives it back, so that a link made by somebody else does not log anybody in. */
  state: z.string(),
  /** Without it a code is worth nothing, so that one stolen on its way is of no use in another browser (PKCE). */
  codeVerifier: z.string(),
  /** Where Feishu sends the browser back to. */
  redirectUri: z.string(),
  /** Where to go after the login. */
  next: z.string(),
});
export type Attempt = z.infer<typeof Attempt>;

/** Attempts to log in at Feishu, one at a time for each browser. */
export interface LoginAttempts {
  begin(ctx: Context, way: Pick<Attempt, 'redirectUri' | 'next'>): Attempt;
  /** The attempt that this state belongs to, once; a state of somebody else's making ends nothing. */
  finish(ctx: Context, state: string): Attempt | null;
}

/** Long enough for somebody who has to look for the telephone to scan a code with. */
const lifetimeMs = 10 * 60_000;

export function createLoginAttempts(rules: Omit<CookieRules, 'lifetimeMs'>): LoginAttempts {
  const cookie = createSignedCookie('nvc_login', Attempt, { ...rules, lifetimeMs });
  return {
    begin(ctx, { redirectUri, next }) {
      const attempt = { state: randomText(), codeVerifier: randomText(), redirectUri, next };
      cookie.write(ctx, attempt);
      return attempt;
    },
    finish(ctx, state) {
      const attempt = cookie.read(ctx);
      if (attempt?.state !== state) return null;
      cookie.clear(ctx);
      return attempt;
    },
  };
}

/** 43 characters, as a verifier must have at least: RFC 7636, section 4.1. */
function randomText(): string {
  return randomBytes(32).toString('base64url');
}
