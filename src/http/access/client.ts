import { BlockList, isIP } from 'node:net';
import { countedAddress } from './counted-address.ts';

/** The client of a request, as far as its headers can be trusted. */
export interface Client {
  /** What rate limits count by. */
  address: string;
  /** The other end of the connection itself, such as a proxy. */
  peer: string;
  /** The browser speaks https with the proxy in front of us. */
  isHttps: boolean;
}

/** What a connection and its headers say about the client. */
export interface ConnectionFacts {
  /** Address of the other end of the connection. */
  peer: string | undefined;
  /** `X-Forwarded-For`, empty if there is none: each proxy adds, at the end, the address that it was called from. */
  forwardedFor: string;
  /** `X-Forwarded-Proto`, empty if there is none. */
  forwardedProto: string;
}

/**
 * The client of a request. Where the public address is https, so is every request: a cookie that went out over plain http by mistake
 * could be read on its way. Forwarded headers count only where a proxy is expected (`PUBLIC_URL`) and the connection comes from this
 * machine or a private network; of the addresses in them the last that is not such a one itself, because all before it
 * was written by the client.
 */
export function clientOf(connection: ConnectionFacts, publicUrl: string | null): Client {
  const { peer = '', forwardedFor, forwardedProto } = connection;
  const isAlwaysHttps = publicUrl?.startsWith('https:') ?? false;
  if (publicUrl === null || !isPrivateAddress(peer))
    return { address: countedAddress(peer), peer: countedAddress(peer), isHttps: isAlwaysHttps };
  const hops = forwardedFor.split(',').map(withoutPort);
  const address = hops.findLast((hop) => isIP(hop) !== 0 && !isPrivateAddress(hop)) ?? (hops.at(-1) || peer);
  const isHttps = isAlwaysHttps || /^\s*https\b/i.test(forwardedProto);
  return { address: countedAddress(address), peer: countedAddress(peer), isHttps };
}

/** Loopback, link-local and private networks: RFC 1918, RFC 3927, RFC 4193, RFC 4291. */
const privateNetworks = new BlockList();
privateNetworks.addSubnet('127.0.0.0', 8);
privateNetworks.addSubnet('10.0.0.0', 8);
privateNetworks.addSubnet('172.16.0.0', 12);
privateNetworks.addSubnet('192.168.0.0', 16);
privateNetworks.addSubnet('169.254.0.0', 16);
privateNetworks.addAddress('::1', 'ipv6');
privateNetworks.addSubnet('fc00::', 7, 'ipv6');
privateNetworks.addSubnet('fe80::', 10, 'ipv6');

function isPrivateAddress(address: string): boolean {
  const [plain = ''] = address.split('%');
  const family = isIP(plain);
  return family !== 0 && privateNetworks.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

/** Some proxies name the port as well: `203.0.113.5:4711`, `[2001:db8::1]:4711`. */
function withoutPort(hop: string): string {
  return hop
    .trim()
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^\[(.+)\](?::\d+)?$/, '$1');
}
