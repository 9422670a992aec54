import type { FeishuLogin } from './feishu-login.ts';

/** Who may use page and API. */
export type AccessRule =
  /** Whoever sits at this machine. */
  | { kind: 'this_machine' }
  /** Whoever knows the password: people in a form, scripts by HTTP Basic. */
  | { kind: 'password'; password: string; secret: string }
  /** People whom Feishu knows; scripts by HTTP Basic, where there is a password for them. */
  | {
      kind: 'feishu';
      login: FeishuLogin;
      /** Says in any form who may log in: when it changes, all sessions end. */
      allowed: string;
      scriptPassword: string | null;
      /** Known to nobody outside; the key that signs cookies is derived from it. */
      secret: string;
    };
