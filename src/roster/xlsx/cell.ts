import { dayOfSerial, daysFrom1900To1904 } from '../calendar-day.ts';
import { formulaWithoutValue } from '../raw-record.ts';
import { append, RichText } from './rich-text.ts';
import type { XmlAttributes, XmlToken } from './xml-tokens.ts';

export interface CellContext {
  sharedStrings: readonly string[];
  dateStyles: readonly boolean[];
  from1904: boolean;
}

/** From this on, digits of an integer may be lost. */
const firstInexact = 1e15;
/** 9999-12-31, the last day of a spreadsheet. */
const lastSerial = 2_958_465;
/** Control characters and the like are written by their code: `_x000D_`. */
const escapedCharacter = /_x([0-9A-F]{4})_/gi;

/** One cell while its XML goes by, and the text that stands for its value. */
export class Cell {
  readonly #attributes: XmlAttributes;
  readonly #context: CellContext;
  readonly #inline = new RichText();
  #value = '';
  #place: 'value' | 'inline' | null = null;
  #isFormula = false;
  #hasValue = false;

  constructor(attributes: XmlAttributes, context: CellContext) {
    this.#attributes = attributes;
    this.#context = context;
  }

  take(token: XmlToken): void {
    if (token.kind === 'text') {
      if (this.#place === 'value') this.#value = append(this.#value, token.text);
    } else if (token.name === 'v') {
      this.#place = token.kind === 'open' ? 'value' : null;
      this.#hasValue = true;
    } else if (token.name === 'is') this.#place = token.kind === 'open' ? 'inline' : null;
    else if (token.name === 'f') this.#isFormula = true;
    if (this.#place === 'inline') this.#inline.take(token);
  }

  /**
   * Strings as stored, dates as `YYYY-MM-DD`, those in ISO form as they are, since they may have a zone, integers with all their
   * digits, 是非值 as TRUE and FALSE.
   */
  text(): string {
    const { t: type = 'n' } = this.#attributes;
    if (type === 'inlineStr') return unescapeText(this.#inline.text);
    // An empty text is the value of a formula as well; programs say then that it is a text.
    const isEmptyText = this.#hasValue && type === 'str';
    if (this.#value === '') return this.#isFormula && !isEmptyText ? formulaWithoutValue : '';
    switch (type) {
      case 's':
        return unescapeText(this.#context.sharedStrings[Number.parseInt(this.#value, 10)] ?? '');
      case 'b':
        return this.#value === '1' ? 'TRUE' : 'FALSE';
      case 'n':
        return this.#numberText(this.#value);
      default:
        return unescapeText(this.#value);
    }
  }

  #numberText(value: string): string {
    const number = Number(value);
    if (value.trim() === '' || Number.isNaN(number)) return value;
    const { dateStyles, from1904 } = this.#context;
    const serial = from1904 ? number + daysFrom1900To1904 : number;
    const isDate = dateStyles[Number(this.#attributes.s)] === true;
    if (isDate && serial >= 1 && serial <= lastSerial) return dayOfSerial(serial);
    // A damaged number is shown as such, so that it is refused instead of stored.
    return Math.abs(number) < firstInexact ? String(number) : number.toExponential();
  }
}

function unescapeText(text: string): string {
  return text.replace(escapedCharacter, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
