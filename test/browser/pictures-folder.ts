/** Where pictures of the pages are to be put for people to look at; null: none are taken, which saves half a minute. */
export function picturesFolder({ SCREENSHOTS }: NodeJS.ProcessEnv): string | null {
  return SCREENSHOTS || null;
}
