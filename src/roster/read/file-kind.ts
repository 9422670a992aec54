import type { FileRefusal, OtherFormat } from '../roster.ts';

export type FileKind = { kind: 'text' } | { kind: 'zip' } | { kind: 'other'; refusal: FileRefusal };

const other = (format: OtherFormat): FileKind => ({
  kind: 'other',
  refusal: { code: 'other_format', format },
});
const archive: FileKind = { kind: 'other', refusal: { code: 'archive' } };

/** First bytes in hexadecimal; `..` stands for any byte. */
const signatures: readonly { kind: FileKind; start: RegExp }[] = [
  { kind: { kind: 'zip' }, start: /^504b0304/ },
  {
    kind: other('image'),
    start: /^(?:89504e47|ffd8ff|47494638|49492a00|4d4d002a|424d........00000000|52494646........57454250)/,
  },
  // HEIC and AVIF photos, as phones take them.
  { kind: other('image'), start: /^........66747970(?:68656963|68656978|68657663|6d696631|61766966)/ },
  // Blanks or a byte order mark may stand in front.
  { kind: other('pdf'), start: /^(?:0a|0d|20|efbbbf)*25504446/ },
  // Before 1995 the records of a workbook stood in no container: https://www.openoffice.org/sc/excelfileformat.pdf §4
  { kind: { kind: 'other', refusal: { code: 'old_xls' } }, start: /^09(?:000400|0[24]0600|080800)/ },
  { kind: archive, start: /^(?:52617221|377abcaf271c|1f8b08|504b0506)/ },
];
const signatureBytes = 16;

/** The container of Office files up to 2003, and of newer ones with a password: https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb */
const oldOffice = 'd0cf11e0a1b11ae1';
const streamName = (name: string) => Buffer.from(name, 'utf16le');
const encryptedStream = streamName('EncryptedPackage');
const wordStream = streamName('WordDocument');
const slidesStream = streamName('PowerPoint Document');

/** What the bytes of a file are, by its content alone: names and extensions are often wrong. */
export function fileKind(bytes: Uint8Array): FileKind {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = buffer.toString('hex', 0, signatureBytes);
  if (start.startsWith(oldOffice)) return oldOfficeKind(buffer);
  return signatures.find((signature) => signature.start.test(start))?.kind ?? { kind: 'text' };
}

function oldOfficeKind(buffer: Buffer): FileKind {
  if (buffer.includes(encryptedStream)) return { kind: 'other', refusal: { code: 'password_protected' } };
  if (buffer.includes(wordStream)) return other('word');
  if (buffer.includes(slidesStream)) return other('slides');
  return { kind: 'other', refusal: { code: 'old_xls' } };
}

const sampleCharacters = 4000;
const markup = /^\s*<[?!a-z]/i;
/** The fields of a mail, in any order: https://www.rfc-editor.org/rfc/rfc2557 */
const mailFields = [
  /^\s*[a-z-]+:/i,
  /^MIME-Version:/im,
  /^Content-Type:\s*(?:multipart\/related|text\/html)/im,
];
const json = /^\s*[[{]\s*["{[\]}]/;

/** What a text is that is no CSV: a web page or XML that spreadsheets open as a table, or JSON; null if it may be a CSV. */
export function textRefusal(text: string): FileRefusal | null {
  const sample = text.slice(0, sampleCharacters);
  const isMail = mailFields.every((field) => field.test(sample));
  if (markup.test(sample) || isMail) return { code: 'web_table' };
  return json.test(sample) ? { code: 'other_format', format: 'json' } : null;
}
