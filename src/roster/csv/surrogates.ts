/** UTF-8 has no code for the halves of a pair; CESU-8, as old Java and Oracle programs write it, encodes each of them. */
const marker = 0xed;
const pairBytes = 6;

/**
 * Bytes of a text in which characters past the Basic Multilingual Plane are written as CESU-8, turned into UTF-8.
 * Any other bytes come back as they are. https://www.unicode.org/reports/tr26/
 */
export function joinSurrogates(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let taken = 0;
  for (let at = bytes.indexOf(marker); at !== -1; at = bytes.indexOf(marker, at + 1)) {
    const character = at < taken ? null : characterOf(bytes.subarray(at, at + pairBytes));
    if (character === null) continue;
    pieces.push(bytes.subarray(taken, at), Buffer.from(character));
    taken = at + pairBytes;
  }
  return pieces.length === 0 ? bytes : Buffer.concat([...pieces, bytes.subarray(taken)]);
}

/** The character whose two halves these six bytes are. */
function characterOf(bytes: Uint8Array): string | null {
  const [first = 0, a = 0, b = 0, second = 0, c = 0, d = 0] = bytes;
  const isTail = [a, b, c, d].every((byte) => (byte & 0xc0) === 0x80);
  const isPair = first === marker && second === marker && a >= 0xa0 && a < 0xb0 && c >= 0xb0;
  if (!isTail || !isPair) return null;
  const half = (high: number, low: number) => 0xd000 | ((high & 0x3f) << 6) | (low & 0x3f);
  return String.fromCharCode(half(a, b), half(c, d));
}
