/** What programs write for characters that their code page does not have: one mark or two for each. */
const marks = /^[?\ufffd]+$/;
const parts = /[?\ufffd]+|[^?\ufffd]+/g;
const mostCharactersPerMark = 2;

/**
 * Whether a text is another one in which characters have been lost: `小明??` of `小明😀`.
 * @param text as the file has it
 * @param good as Base has it
 */
export function isDamagedCopy(text: string, good: string): boolean {
  if (text === good || !/[?\ufffd]/.test(text)) return false;
  const characters = [...good];
  // Every place in the good text that may be reached after each part of the other.
  let reached = new Set([0]);
  for (const part of text.match(parts) ?? []) {
    const next = new Set<number>();
    for (const place of reached) for (const end of endsOf(part, characters, place)) next.add(end);
    reached = next;
  }
  return reached.has(characters.length);
}

function endsOf(part: string, characters: readonly string[], place: number): number[] {
  if (!marks.test(part)) {
    const length = [...part].length;
    return characters.slice(place, place + length).join('') === part ? [place + length] : [];
  }
  const most = Math.min(part.length * mostCharactersPerMark, characters.length - place);
  return Array.from({ length: most }, (_, index) => place + index + 1);
}
