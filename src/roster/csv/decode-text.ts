import { isAscii, isUtf8 } from 'node:buffer';
import { joinSurrogates } from './surrogates.ts';

/** A text decoded from bytes. */
export interface DecodedText {
  text: string;
  /**
   * Lines (1-based) with bytes that no character has, where U+FFFD stands for them, or in another encoding than the rest, or with
   * NULs, which stand where a disk has lost what was there.
   */
  damagedLines: ReadonlySet<number>;
  /** More of them than a file may lose. */
  isTooDamaged: boolean;
  /** Not so many that the bytes may be anything. */
  isText: boolean;
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

/** A few lines may be damaged, of a long text 1 %. */
const fewDamagedLines = 3;
const damagedShare = 0.01;
const mostDamagedLines = 100;

const none: ReadonlySet<number> = new Set();

/**
 * The texts that the bytes may stand for, the likeliest first; a caller takes the first that makes sense.
 * No statistics: they fail on files that are mostly ASCII. A byte order mark or the place of NUL bytes decides; else what is
 * valid UTF-8 is UTF-8, since Chinese text in GB18030 practically never is. GB18030 takes almost any bytes, so it comes
 * first only for what could not be damaged UTF-8.
 */
export function* decodeText(given: Uint8Array): Generator<DecodedText> {
  const bytes = joinSurrogates(given);
  const declared = encodingByMark(bytes) ?? encodingByNuls(bytes);
  const strict = decodeStrictly(bytes, declared ?? 'utf-8');
  if (strict !== null) {
    yield sound(strict);
    return;
  }
  for (const encoding of declared === null ? byLikelihood(bytes) : [declared]) {
    yield decodeAsFarAsPossible(bytes, encoding);
  }
}

function sound(text: string): DecodedText {
  return { text, damagedLines: none, isTooDamaged: false, isText: true };
}

function byLikelihood(bytes: Uint8Array): Encoding[] {
  return isMostlySound(new TextDecoder().decode(bytes)) ? ['utf-8', 'gb18030'] : ['gb18030', 'utf-8'];
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

/**
 * ASCII characters in UTF-16 have a NUL as their second byte (little-endian) or first (big-endian). What a disk has lost is NUL
 * in either place.
 */
function encodingByNuls(bytes: Uint8Array): Encoding | null {
  const sample = bytes.subarray(0, sampleBytes);
  const enough = sample.length * nulShare;
  const [first, second] = [countNuls(sample, 0), countNuls(sample, 1)];
  if (second > enough && second > 2 * first) return 'utf-16le';
  return first > enough && first > 2 * second ? 'utf-16be' : null;
}

function countNuls(sample: Uint8Array, parity: 0 | 1): number {
  return sample.reduce((count, byte, index) => (byte === 0 && index % 2 === parity ? count + 1 : count), 0);
}

/** Without its byte order mark; null if the bytes are not valid in this encoding, or hold a NUL, which no text does. */
function decodeStrictly(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

function decodeAsFarAsPossible(bytes: Uint8Array, encoding: Encoding): DecodedText {
  const isMixed = encoding === 'gb18030' && splitLines(bytes).some(isChineseInUtf8);
  const strict = isMixed ? null : decodeStrictly(bytes, encoding);
  if (strict !== null) return sound(strict);
  const lines = encoding.startsWith('utf-16')
    ? decodeThenSplit(bytes, encoding)
    : decodeLines(bytes, encoding);
  const damagedLines = new Set(lines.flatMap(({ isDamaged }, index) => (isDamaged ? [index + 1] : [])));
  const allowed = Math.min(mostDamagedLines, Math.max(fewDamagedLines, lines.length * damagedShare));
  const isTooDamaged = damagedLines.size > allowed;
  return {
    text: lines.map(({ text }) => text).join(''),
    damagedLines,
    isTooDamaged,
    isText: !isTooDamaged && damagedLines.size * 2 <= lines.length,
  };
}

interface Line {
  /** With its line break. */
  text: string;
  isDamaged: boolean;
}

/** In neither encoding can the byte of a line break be part of another character. */
function decodeLines(bytes: Uint8Array, encoding: Encoding): Line[] {
  const lossy = new TextDecoder(encoding, { ignoreBOM: true });
  return splitLines(bytes).map((line, index) => {
    if (encoding === 'gb18030' && isChineseInUtf8(line))
      return { text: withoutCharacters(line), isDamaged: true };
    const text = decodeStrictly(line, encoding);
    const isDamaged = text === null;
    if (!isDamaged && index > 0) return { text: lossy.decode(line), isDamaged };
    return { text: text ?? lossy.decode(line), isDamaged };
  });
}

/** GB18030 takes such a line for other characters; no line that is written in it looks like this. */
function isChineseInUtf8(line: Uint8Array): boolean {
  return !isAscii(line) && isUtf8(line) && /\p{Script=Han}/u.test(new TextDecoder().decode(line));
}

/** With U+FFFD for all that is not ASCII. */
function withoutCharacters(line: Uint8Array): string {
  return new TextDecoder().decode(line).replace(/\P{ASCII}+/gu, '\ufffd');
}

/** Behind each CRLF, LF or lone CR. */
function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let position = 0; position < bytes.length; position++) {
    const isBreak = bytes[position] === 0x0a || (bytes[position] === 0x0d && bytes[position + 1] !== 0x0a);
    if (!isBreak) continue;
    lines.push(bytes.subarray(start, position + 1));
    start = position + 1;
  }
  if (start < bytes.length) lines.push(bytes.subarray(start));
  return lines;
}

function decodeThenSplit(bytes: Uint8Array, encoding: Encoding): Line[] {
  const lines = new TextDecoder(encoding).decode(bytes).split(/(?<=\n|\r(?!\n))/);
  return lines.map((text) => ({ text, isDamaged: /[\ufffd\0]/.test(text) }));
}
