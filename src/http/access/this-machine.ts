/** What a request says about where it comes from. */
export interface RequestOrigin {
  /** Address of the other end of the connection. */
  peer: string | undefined;
  host: string | undefined;
  /** Names of all headers, in lower case. */
  headerNames: readonly string[];
}

/**
 * Whether the request was made on this machine for this machine. A proxy here speaks for others, so its headers close
 * the door; a foreign name that resolves to this machine (DNS rebinding) shows in `Host`.
 */
export function isFromThisMachine({ peer, host, headerNames }: RequestOrigin): boolean {
  return isLoopbackPeer(peer) && isLoopbackHost(host) && !headerNames.some(isForwarding);
}

function isLoopbackPeer(peer: string | undefined): boolean {
  return peer === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(peer ?? '');
}

function isLoopbackHost(host: string | undefined): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i.test(host ?? '');
}

function isForwarding(headerName: string): boolean {
  return headerName === 'forwarded' || headerName.startsWith('x-forwarded-');
}
