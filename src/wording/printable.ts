/** Control characters, which a terminal obeys, and marks that turn the direction of text around. */
const obeyed = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Text from outside, such as an argument, as it can be printed to a terminal: `\u001b` instead of the character. */
export function printable(text: string): string {
  return text.replace(obeyed, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
