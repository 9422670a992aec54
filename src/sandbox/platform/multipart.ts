/** One part of a multipart/form-data body. */
export interface Part {
  name: string;
  /** null: the part names no file; its bytes may be a file all the same. */
  fileName: string | null;
  bytes: Buffer;
}

/**
 * The parts of a form, byte for byte: common parsers read a part without `filename` as text, and the official SDK
 * sends a file that way (RFC 7578).
 * @returns null for what is no well-formed form
 */
export function readMultipart(body: Buffer, contentType: string): Part[] | null {
  const given = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const boundary = given?.[1] ?? given?.[2];
  if (boundary === undefined) return null;
  const separator = Buffer.from(`\r\n--${boundary}`);
  // The first separator may be at the very start, without a line end before it.
  const lines = Buffer.concat([Buffer.from('\r\n'), body]);
  const parts: Part[] = [];
  for (let from = lines.indexOf(separator); from !== -1; ) {
    const start = from + separator.length;
    if (lines.toString('latin1', start, start + 2) === '--') return parts;
    const end = lines.indexOf(separator, start);
    const part = end === -1 ? null : readPart(lines.subarray(start, end));
    if (part === null) return null;
    parts.push(part);
    from = end;
  }
  return null;
}

function readPart(part: Buffer): Part | null {
  const blank = part.indexOf('\r\n\r\n');
  if (blank === -1) return null;
  const headers = part.toString('utf8', 0, blank);
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(headers)?.[1] ?? '';
  const name = parameter(disposition, 'name');
  if (name === null) return null;
  return { name, fileName: parameter(disposition, 'filename'), bytes: part.subarray(blank + 4) };
}

function parameter(disposition: string, name: string): string | null {
  return new RegExp(`(?:^|;)\\s*${name}="([^"]*)"`, 'i').exec(disposition)?.[1] ?? null;
}
