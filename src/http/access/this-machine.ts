import type { IncomingMessage } from 'node:http';

/** What a request says about where it comes from. */
export interface RequestOrigin {
  /** Address of the other end of the connection. */
  peer: string | undefined;
  host: string | undefined;
  /** Names of all headers, in lower case. */
  headerNames: readonly string[];
  /** Such as `1.1`. */
  httpVersion: string;
}

/** Whether the request was made on this machine for this machine. */
export function isFromThisMachine({ socket, headers, httpVersion }: IncomingMessage): boolean {
  const headerNames = Object.keys(headers);
  return isLocal({ peer: socket.remoteAddress, host: headers.host, headerNames, httpVersion });
}

/**
 * A proxy on this machine forwards requests of others, so its headers rule a request out; so does HTTP/1.0, which no
 * browser uses any more, but nginx by default, with our own address as `Host` and without any other header of its own.
 * DNS rebinding, a foreign name that resolves to this machine, shows in `Host`.
 * Source: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version
 */
export function isLocal({ peer, host, headerNames, httpVersion }: RequestOrigin): boolean {
  return (
    isLoopbackPeer(peer) &&
    isLoopbackHost(host) &&
    httpVersion !== '1.0' &&
    !headerNames.some((name) => forwarding.test(name))
  );
}

const forwarding = /^(?:forwarded|x-forwarded-.*|x-real-ip|via)$/;

function isLoopbackPeer(peer: string | undefined): boolean {
  return peer === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(peer ?? '');
}

function isLoopbackHost(host: string | undefined): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i.test(host ?? '');
}
