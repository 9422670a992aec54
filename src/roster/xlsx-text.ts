import type { XmlToken } from './xml-tokens.ts';

/** Far more than a cell may hold; what follows is left out, and the cell refused for its length. */
const longestText = 200_000;

/**
 * The text of a cell or a shared string while its XML goes by. It stands in `v`, the value, or in `t`; formatted text comes
 * in several runs of `t`. `rPh` holds a reading aid, which is not part of the text.
 */
export class XlsxText {
  #inText = false;
  #inPhonetic = false;
  #text = '';

  get text(): string {
    return this.#text;
  }

  take(token: XmlToken): void {
    if (token.kind === 'text') {
      if (this.#inText && !this.#inPhonetic && this.#text.length < longestText) this.#text += token.text;
    } else if (token.name === 'v' || token.name === 't') this.#inText = token.kind === 'open';
    else if (token.name === 'rPh') this.#inPhonetic = token.kind === 'open';
  }
}
