/** A text decoded from bytes. `lossy`: some bytes were not valid and stand in it as U+FFFD. */
export interface DecodedText {
  text: string;
  lossy: boolean;
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const byteOrderMarks: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

const sampleBytes = 4096;
const sampleCharacters = 100_000;
/** Of UTF-16 with some Chinese in it, far more bytes are NUL; of text in another encoding none is. */
const nulShare = 0.1;

/**
 * The texts that the bytes may stand for, the likeliest first; a caller takes the first that makes sense.
 * No statistics: they fail on files that are mostly ASCII. A byte order mark or the place of NUL bytes decides; else what is
 * valid UTF-8 is UTF-8, since Chinese text in GB18030 practically never is. GB18030 takes almost any bytes, so it counts
 * only for what could not be damaged UTF-8, and damaged UTF-8 follows it.
 */
export function* decodeText(bytes: Uint8Array): Generator<DecodedText> {
  const declared = encodingByMark(bytes) ?? encodingByNuls(bytes);
  const strict = decodeStrictly(bytes, declared ?? 'utf-8');
  if (strict !== null) {
    yield { text: strict, lossy: false };
    return;
  }
  const damaged = { text: new TextDecoder(declared ?? 'utf-8').decode(bytes), lossy: true };
  const chinese = declared === null && !isMostlySound(damaged.text) ? decodeStrictly(bytes, 'gb18030') : null;
  if (chinese !== null) yield { text: chinese, lossy: false };
  yield damaged;
}

/** Of text that is not UTF-8, hardly any character past ASCII survives; of UTF-8 with a few bad bytes, most do. */
function isMostlySound(text: string): boolean {
  const sample = text.slice(0, sampleCharacters);
  const lost = sample.match(/\ufffd/g)?.length ?? 0;
  const kept = sample.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  return kept > lost;
}

function encodingByMark(bytes: Uint8Array): Encoding | null {
  const found = byteOrderMarks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
  return found?.encoding ?? null;
}

/** ASCII characters in UTF-16 have a NUL as their second byte (little-endian) or first (big-endian). */
function encodingByNuls(bytes: Uint8Array): Encoding | null {
  const sample = bytes.subarray(0, sampleBytes);
  const enough = sample.length * nulShare;
  if (countNuls(sample, 1) > enough) return 'utf-16le';
  return countNuls(sample, 0) > enough ? 'utf-16be' : null;
}

function countNuls(sample: Uint8Array, parity: 0 | 1): number {
  return sample.reduce((count, byte, index) => (byte === 0 && index % 2 === parity ? count + 1 : count), 0);
}

/** Without its byte order mark; null if the bytes are not valid in this encoding. */
function decodeStrictly(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
