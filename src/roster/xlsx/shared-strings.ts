import { RichText } from './rich-text.ts';
import { xmlTokens } from './xml-tokens.ts';

/** The texts that cells refer to by number. */
export async function readSharedStrings(xml: readonly string[]): Promise<string[]> {
  const strings: string[] = [];
  let content = new RichText();
  for await (const tokens of xmlTokens(xml)) {
    for (const token of tokens) {
      if (token.kind === 'open' && token.name === 'si') content = new RichText();
      else if (token.kind === 'close' && token.name === 'si') strings.push(content.text);
      else content.take(token);
    }
  }
  return strings;
}
