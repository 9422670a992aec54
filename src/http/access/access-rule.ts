/** Who may use page and API. */
export type AccessRule =
  /** Whoever sits at this machine. */
  | { kind: 'this_machine' }
  /** Whoever knows the password: people in a form, scripts by HTTP Basic. */
  | {
      kind: 'password';
      password: string;
      /** Known to nobody outside; the key that signs cookies is derived from it. */
      secret: string;
    };
