import type { FileRefusal } from './roster.ts';

export type FileKind = 'text' | 'zip' | Exclude<LooksLike, 'text' | 'binary'>;
type LooksLike = Extract<FileRefusal, { code: 'not_a_roster' }>['looksLike'];

/** First bytes in hexadecimal; `..` stands for any byte. */
const signatures: readonly { kind: FileKind; start: RegExp }[] = [
  { kind: 'zip', start: /^504b0304/ },
  { kind: 'image', start: /^(?:89504e47|ffd8ff|47494638|424d........00000000|52494646........57454250)/ },
  // HEIC and AVIF photos, as phones take them.
  { kind: 'image', start: /^........66747970(?:68656963|68656978|6d696631|61766966)/ },
  { kind: 'pdf', start: /^25504446/ },
  { kind: 'archive', start: /^(?:52617221|377abcaf271c|1f8b08|504b0506)/ },
];
const signatureBytes = 16;

/** The container of Office files up to 2003: https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb */
const oldOffice = 'd0cf11e0a1b11ae1';
const wordStreamName = Buffer.from('WordDocument', 'utf16le');

/** What the bytes of a file are, by its content alone: names and extensions are often wrong. */
export function fileKind(bytes: Uint8Array): FileKind {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = buffer.toString('hex', 0, signatureBytes);
  if (start.startsWith(oldOffice)) return buffer.includes(wordStreamName) ? 'word' : 'xls';
  return signatures.find((signature) => signature.start.test(start))?.kind ?? 'text';
}
