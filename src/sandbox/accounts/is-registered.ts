/**
 * Whether people may be sent back to this address: it must be one of those that the app names in the console, to the
 * letter. Where none are named, any address of this machine will do.
 */
export function isRegistered(redirectUri: string, registered: readonly string[] | null): boolean {
  if (registered !== null) return registered.includes(redirectUri);
  const { protocol, hostname } = new URL(redirectUri);
  return protocol === 'http:' && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
