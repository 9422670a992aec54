/** The one app this platform knows. */
export interface Credentials {
  appId: string;
  appSecret: string;
}

/** The same in every sandbox, so that a configuration once pasted stays right. They open nothing else. */
export const sandboxCredentials: Credentials = {
  appId: 'cli_a5a6e64626f78000',
  appSecret: 'SandboxSecretOnlyForDemo00000000',
};
