export type Encoding = 'utf-8' | 'utf-8 with BOM' | 'utf-16le' | 'utf-16le with BOM' | 'utf-16be' | 'gb18030';

/** Writes a text in an encoding that Node can read but not write. */
export function encodeText(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-8 with BOM':
      return Buffer.from(`\ufeff${text}`);
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16le with BOM':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'gb18030':
      return Buffer.concat([...text].map(encodeGb18030));
  }
}

/** The two-byte characters of GB18030, which are those of GBK. */
const twoBytes = new Map<string, Buffer>();
const decoder = new TextDecoder('gb18030');
for (let first = 0x81; first <= 0xfe; first++) {
  for (let second = 0x40; second <= 0xfe; second++) {
    const bytes = Buffer.from([first, second]);
    const character = decoder.decode(bytes);
    if ([...character].length === 1 && character !== '\ufffd') twoBytes.set(character, bytes);
  }
}

/** Characters past the Basic Multilingual Plane stand in GB18030 in their order, in four bytes, from 90 30 81 30 on. */
function encodeGb18030(character: string): Buffer {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x80) return Buffer.from(character);
  const known = twoBytes.get(character);
  if (known !== undefined) return known;
  if (codePoint < 0x10000) throw new Error('a character of this test that GBK does not have');
  const index = codePoint - 0x10000;
  const digits = [Math.floor(index / 12_600), Math.floor(index / 1260) % 10, Math.floor(index / 10) % 126];
  const [first = 0, second = 0, third = 0] = digits;
  return Buffer.from([0x90 + first, 0x30 + second, 0x81 + third, 0x30 + (index % 10)]);
}
