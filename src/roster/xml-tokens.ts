export type XmlToken =
  /** An empty element gives an `open` and a `close`. Names come without their namespace prefix. */
  | { kind: 'open'; name: string; attributes: string }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

const namedEntities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const entity = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi;
const attribute = /(?<![\w:.-])(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const lastCodePoint = 0x10ffff;
const space = /\s/;
/** Far more than a cell may hold; what follows is left out, and the cell refused for its length. */
const longestText = 200_000;

/** Parts of a document that hold no elements, by how they begin and end. */
const specials = [
  { start: '<!--', end: '-->', isText: false },
  { start: '<![CDATA[', end: ']]>', isText: true },
  { start: '<?', end: '?>', isText: false },
] as const;

/**
 * The tokens of an XML document as office programs write it: no document type, so no entities of its own. Elements need
 * not be balanced; a tag or section that never ends is the end of the document. Takes time in proportion to the length.
 */
export function* xmlTokens(xml: string): Generator<XmlToken> {
  let position = 0;
  while (position < xml.length) {
    const tag = xml.indexOf('<', position);
    const textEnd = tag === -1 ? xml.length : tag;
    if (textEnd > position) yield { kind: 'text', text: readText(xml, position, textEnd) };
    if (tag === -1) return;
    const special = isSpecial(xml[tag + 1])
      ? specials.find(({ start }) => xml.startsWith(start, tag))
      : undefined;
    const mark = special?.end ?? '>';
    const end = xml.indexOf(mark, tag);
    if (end === -1) return;
    position = end + mark.length;
    if (special?.isText) yield { kind: 'text', text: xml.slice(tag + special.start.length, end) };
    if (special !== undefined) continue;
    const isEmpty = xml[end - 1] === '/';
    const opened = readTag(xml.slice(tag + 1, isEmpty ? end - 1 : end));
    yield opened;
    if (isEmpty) yield { kind: 'close', name: opened.name };
  }
}

/** The attributes of a tag by name, without namespace prefixes. */
export function readAttributes(attributes: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const [, name = '', double, single] of attributes.matchAll(attribute)) {
    values.set(name, decodeEntities(double ?? single ?? ''));
  }
  return values;
}

function isSpecial(first: string | undefined): boolean {
  return first === '!' || first === '?';
}

function readTag(
  tag: string,
): { kind: 'open'; name: string; attributes: string } | { kind: 'close'; name: string } {
  if (tag.startsWith('/')) return { kind: 'close', name: localName(tag.slice(1).trimEnd()) };
  const nameEnd = tag.search(space);
  if (nameEnd === -1) return { kind: 'open', name: localName(tag), attributes: '' };
  return { kind: 'open', name: localName(tag.slice(0, nameEnd)), attributes: tag.slice(nameEnd) };
}

function readText(xml: string, start: number, end: number): string {
  return decodeEntities(xml.slice(start, Math.min(end, start + longestText)));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(entity, (whole: string, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return namedEntities.get(name) ?? whole;
    const codePoint = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return codePoint <= lastCodePoint ? String.fromCodePoint(codePoint) : whole;
  });
}
