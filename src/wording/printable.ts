/** Control characters, which a terminal interprets, line separators, and marks that change the direction of text. */
const unprintable = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Text from outside, such as an argument, as it can be printed to a terminal: `\u001b` instead of the character. */
export function printable(text: string): string {
  return text.replace(unprintable, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
