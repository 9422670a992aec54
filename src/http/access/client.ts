import { BlockList, isIP } from 'node:net';
import { countedAddress } from './counted-address.ts';

/** On whose behalf a request came, as far as it can be believed. */
export interface Client {
  /** For counting its requests. */
  address: string;
  /** The browser speaks https with the proxy in front of us. */
  isHttps: boolean;
}

/** What tells who asks. */
export interface ClientClues {
  /** Address of the other end of the connection. */
  peer: string | undefined;
  /** `X-Forwarded-For`, empty if there is none: each proxy adds, at the end, the address that it was called from. */
  forwardedFor: string;
  /** `X-Forwarded-Proto`, empty if there is none. */
  forwardedProto: string;
}

/**
 * Who asks. Where the public address is https, so is every request: a cookie that went out over plain http by mistake
 * could be read on its way. Forwarded headers count only where a proxy is expected (`PUBLIC_URL`) and the connection comes from this
 * machine or a private network; of the addresses in them the last that is not such a one itself, because all before it
 * was written by the client.
 */
export function clientOf(clues: ClientClues, publicUrl: string | null): Client {
  const { peer = '', forwardedFor, forwardedProto } = clues;
  const isAlwaysHttps = publicUrl?.startsWith('https:') ?? false;
  if (publicUrl === null || !isNear(peer)) return { address: countedAddress(peer), isHttps: isAlwaysHttps };
  const hops = forwardedFor.split(',').map(withoutPort);
  const address = hops.findLast((hop) => isIP(hop) !== 0 && !isNear(hop)) ?? (hops.at(-1) || peer);
  const isHttps = isAlwaysHttps || /^\s*https\b/i.test(forwardedProto);
  return { address: countedAddress(address), isHttps };
}

/** Loopback, link-local and private networks: RFC 1918, RFC 3927, RFC 4193, RFC 4291. */
const near = new BlockList();
near.addSubnet('127.0.0.0', 8);
near.addSubnet('10.0.0.0', 8);
near.addSubnet('172.16.0.0', 12);
near.addSubnet('192.168.0.0', 16);
near.addSubnet('169.254.0.0', 16);
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');
near.addSubnet('fe80::', 10, 'ipv6');

function isNear(address: string): boolean {
  const [plain = ''] = address.split('%');
  const family = isIP(plain);
  return family !== 0 && near.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

/** Some proxies name the port as well: `203.0.113.5:4711`, `[2001:db8::1]:4711`. */
function withoutPort(hop: string): string {
  return hop
    .trim()
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^\[(.+)\](?::\d+)?$/, '$1');
}
