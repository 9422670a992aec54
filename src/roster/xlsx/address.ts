const address = /^([A-Z]{1,3})(\d{1,7})$/;

/** `C` of `C5` is column 2; null without such an address. */
export function columnOf(reference = ''): number | null {
  const letters = address.exec(reference)?.[1];
  if (letters === undefined) return null;
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** `5` of `C5`; null without such an address. */
export function lineOf(reference: string): number | null {
  const line = address.exec(reference)?.[2];
  return line === undefined ? null : Number(line);
}
