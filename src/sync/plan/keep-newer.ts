/** What a file changes in a record, and what it leaves because a later upload has written it. */
export interface Change {
  set: Record<string, string>;
  /** Fields. */
  newer: string[];
}

/**
 * Takes out of what a file would change the values of later uploads. To fill an empty cell turns nothing back.
 * @param changed what differs, by field
 * @param held what Base holds
 * @param writtenLater fields that a later upload has written last
 */
export function keepNewer(
  changed: readonly [field: string, value: string][],
  held: Readonly<Record<string, string>>,
  writtenLater: ReadonlySet<string> | undefined,
): Change {
  const isNewer = ([field]: readonly [string, string]) =>
    (held[field] ?? '') !== '' && writtenLater?.has(field) === true;
  return {
    set: Object.fromEntries(changed.filter((entry) => !isNewer(entry))),
    newer: changed.filter(isNewer).map(([field]) => field),
  };
}
