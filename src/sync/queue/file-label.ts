const longest = 200;

/** Control characters, and marks that turn the direction of text and so make a name look like another. */
const deceptive = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

/** The last part of what a client calls its file, as a label for people; '' where nothing is left. It is never used as a path. */
export function fileLabel(sent: string): string {
  const name = sent.slice(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
  return name.replace(deceptive, '').trim().slice(0, longest);
}
