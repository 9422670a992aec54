/** Numbers and ids that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** A UUIDv4. */
  uuid(): string;
  /** The prefix and so many letters and digits. */
  id(prefix: string, length: number): string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** @param seed any integer; seeds beside each other have nothing in common (mulberry32 over a mixed seed) */
export function createRandom(seed: number): Random {
  let state = mixed(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    const once = Math.imul(state ^ (state >>> 15), 1 | state);
    const twice = (once + Math.imul(once ^ (once >>> 7), 61 | once)) ^ once;
    return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = (from: string) => from[Math.floor(next() * from.length)] ?? '';
  const text = (length: number, from: string) => Array.from({ length }, () => pick(from)).join('');
  const hex = (length: number) => text(length, '0123456789abcdef');
  return {
    next,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick('89ab')}${hex(3)}-${hex(12)}`,
    id: (prefix, length) => prefix + text(length, alphabet),
  };
}

/** Spreads neighbouring integers over all of 32 bits. */
export function mixed(seed: number): number {
  const once = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
