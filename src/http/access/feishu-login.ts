/** Feishu as the place where people log in, as the web application is given it. */
export interface FeishuLogin {
  /** Where to send the browser. */
  authorizeUrl(attempt: { state: string; codeVerifier: string; redirectUri: string }): string;
  /**
   * Finds out who has come back, and whether that person may enter.
   * @throws AppError for what is not about the person
   */
  welcome(grant: { code: string; codeVerifier: string; redirectUri: string }): Promise<Visitor>;
}

/** Who came back from Feishu. */
export type Visitor =
  | { kind: 'welcome'; name: string }
  /** `stale`: a new attempt may succeed. `openId` where it is known. */
  | { kind: 'refused'; why: 'stale' | 'other_tenant' | 'not_allowed'; openId: string | null };
