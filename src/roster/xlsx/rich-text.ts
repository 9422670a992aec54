import type { XmlToken } from './xml-tokens.ts';

/** Far more than a cell may hold; what follows is left out, and the cell refused for its length. */
const longestText = 200_000;

/**
 * A text that may be formatted, while its XML goes by: it stands in `t`, in several of them where the format changes.
 * `rPh` holds a reading aid, which is not part of the text.
 */
export class RichText {
  #inText = false;
  #inPhonetic = false;
  #text = '';

  get text(): string {
    return this.#text;
  }

  take(token: XmlToken): void {
    if (token.kind === 'text') {
      if (this.#inText && !this.#inPhonetic) this.#text = append(this.#text, token.text);
    } else if (token.name === 't') this.#inText = token.kind === 'open';
    else if (token.name === 'rPh') this.#inPhonetic = token.kind === 'open';
  }
}

/** Adds to a text as far as it may grow. */
export function append(text: string, more: string): string {
  return text.length < longestText ? text + more : text;
}
