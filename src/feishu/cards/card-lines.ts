import type { Tone } from '../../wording/bot/card-words.ts';
import { type CardPart, type HeaderColour, paragraph, type TextLook } from './card-parts.ts';
import { shortText } from './short-text.ts';

export const toneColours: Record<Tone, HeaderColour> = {
  good: 'green',
  plain: 'grey',
  busy: 'blue',
  act: 'orange',
  bad: 'red',
};

/** More than any card has to say; with it, none has too many parts for Feishu. */
const mostLines = 15;

/** One paragraph for each line. */
export function cardLines(lines: readonly string[], longest: number, look?: TextLook): CardPart[] {
  return lines.slice(0, mostLines).map((line) => paragraph(shortText(line, longest), look));
}
