import { setImmediate as nextTurn } from 'node:timers/promises';
import { SaxesParser } from 'saxes';
import { damagedFile } from '../refused-file.ts';

/** By name, with the namespace prefix where there is one. */
export type XmlAttributes = Readonly<Partial<Record<string, string>>>;

/** An empty element gives an `open` and a `close`. Names of elements come without their namespace prefix. */
export type XmlToken =
  | { kind: 'open'; name: string; attributes: XmlAttributes }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

/** The parser keeps in memory every element that is open, and a token, comments included, until it is complete. */
const deepestElement = 100;
const longestToken = 1024 * 1024;

const endOfDocument = null;

/**
 * The tokens of an XML document, a batch for each piece of it; between two batches other work gets its turn. All batches are
 * one array, filled anew, since the memory of many would be given back too late.
 * @throws RefusedFile `damaged_file` for what is not well-formed, for elements nested deeper and tokens longer than
 *   office programs write them, and for a document type, which could define entities that expand without end
 */
export async function* xmlTokens(
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<readonly XmlToken[]> {
  const tokens: XmlToken[] = [];
  let sinceToken = 0;
  const parser = createParser((token) => tokens.push(token));
  for await (const piece of withEnd(pieces)) {
    try {
      parser.write(piece);
    } catch (error) {
      throw damagedFile(error);
    }
    sinceToken = tokens.length > 0 ? 0 : sinceToken + (piece?.length ?? 0);
    if (sinceToken > longestToken) throw damagedFile();
    yield tokens;
    tokens.length = 0;
    await nextTurn();
  }
}

async function* withEnd(pieces: AsyncIterable<string> | Iterable<string>) {
  yield* pieces;
  yield endOfDocument;
}

/** As long as nobody listens for its errors, the parser throws them. */
function createParser(emit: (token: XmlToken) => void) {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const emitText = (text: string) => emit({ kind: 'text', text });
  let depth = 0;
  parser.on('doctype', () => {
    throw new SyntaxError('document type');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > deepestElement) throw new SyntaxError('elements nested too deep');
    emit({ kind: 'open', name: localName(name), attributes });
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    emit({ kind: 'close', name: localName(name) });
  });
  parser.on('text', emitText);
  parser.on('cdata', emitText);
  return parser;
}

/** A name without its namespace prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
