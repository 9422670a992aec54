import { isIP } from 'node:net';

/**
 * What stands for a client when its requests are counted: the IPv4 address, or the first half of an IPv6 one, because
 * a single line is given 2^64 addresses.
 * @param address as a socket or a proxy names it; anything that is no address stands for itself
 */
export function countedAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [plain = ''] = address.split('%');
  return isIP(plain) === 6 ? `${networkOf(plain)}::/64` : address;
}

/** A URL writes every IPv6 address in one way: lower case, the longest run of zeros as `::`. */
function networkOf(address: string): string {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail = ''] = canonical.split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter((group) => group !== ''));
  const groups = before ?? [];
  const zeros = 8 - groups.length - (after?.length ?? 0);
  return [...groups, ...Array<string>(zeros).fill('0'), ...(after ?? [])].slice(0, 4).join(':');
}
