/** Login at Feishu, as the web application needs it. Filled by `feishu/login`. */
export interface FeishuLogin {
  /** Where to send the browser. */
  authorizeUrl(attempt: { state: string; codeVerifier: string; redirectUri: string }): string;
  /**
   * Exchanges the code for the person, and checks whether that person has access.
   * @throws AppError for what is not about the person
   */
  logIn(grant: { code: string; codeVerifier: string; redirectUri: string }): Promise<LoginOutcome>;
}

/** What a login at Feishu came to. */
export type LoginOutcome =
  /** `mayForOthers`: is one of `ALLOWED_USERS`. */
  | { kind: 'logged_in'; name: string; openId: string; mayForOthers: boolean }
  /** `stale`: a new attempt may succeed. `openId` where it is known. */
  | { kind: 'refused'; why: 'stale' | 'other_tenant' | 'not_allowed'; openId: string | null };
