/** Control characters, halves of characters, and marks that turn the direction of what follows. */
const unwanted = /[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]+/gu;

/** At most so many characters, on one line. */
function cutText(text: string, longest: number): string {
  // A character takes up to two units: what lies behind them need not be looked at.
  const characters = [...text.slice(0, longest * 2)].slice(0, longest);
  return characters.join('').replace(unwanted, ' ');
}

/** As `cutText`, showing that something is missing. */
export function shortText(text: string, longest: number): string {
  const cut = cutText(text, longest);
  return cutText(text, longest + 1) === cut ? cut : `${cut}…`;
}
