import { createHash, timingSafeEqual } from 'node:crypto';

/** Who may use page and API: whoever knows the password, or, without one, whoever sits at this machine. */
export type AccessRule = { kind: 'password'; password: string } | { kind: 'this_machine' };

/** What a request says about where it comes from. */
export interface AccessRequest {
  /** Address of the other end of the connection. */
  peer: string | undefined;
  host: string | undefined;
  authorization: string | undefined;
  /** Names of all headers, in lower case. */
  headerNames: readonly string[];
}

export type AccessDecision = 'allowed' | 'login_required' | 'local_only';

/**
 * Without a password only this machine may enter. A proxy on this machine speaks for others, so its headers close the
 * door; a foreign name that resolves to this machine (DNS rebinding) shows in `Host`.
 */
export function decideAccess(rule: AccessRule, request: AccessRequest): AccessDecision {
  if (rule.kind === 'password')
    return hasPassword(request.authorization, rule.password) ? 'allowed' : 'login_required';
  const isLocal = isLoopbackPeer(request.peer) && isLoopbackHost(request.host);
  return isLocal && !request.headerNames.some(isForwarding) ? 'allowed' : 'local_only';
}

/** HTTP Basic with any user name (RFC 7617, UTF-8). */
function hasPassword(authorization: string | undefined, password: string): boolean {
  const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return false;
  const [, given] = /^[^:]*:(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return given !== undefined && timingSafeEqual(digest(given), digest(password));
}

/** Digests have one length, so that comparing them tells nothing about the password's. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
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
