/**
 * A number from 0 up to 1 that depends on the key alone: whatever is drawn in between, the same key gives the same year.
 * The hash is FNV-1a with the last mixing step of MurmurHash3, without which similar keys give similar numbers.
 */
export function chance(...key: (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of `一年:${key.join(':')}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** One of the choices. */
export function pick<Choice>(choices: readonly [Choice, ...Choice[]], ...key: (string | number)[]): Choice {
  return choices[Math.floor(chance(...key) * choices.length)] ?? choices[0];
}
