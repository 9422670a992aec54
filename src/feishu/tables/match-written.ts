/** A row as it was sent or as it was echoed. */
export interface MatchKeys {
  userId: string;
  /** All that tells two rows of one learner apart. */
  key: string;
}

/**
 * Finds the record of each row that was written. The echo is shown in the order of the rows, but no page promises it;
 * so rows are matched by what was echoed, and by their place only where 用户ID agrees at every place.
 * @returns record ids in the order of the rows; null if they cannot be told for sure
 */
export function matchWritten(
  sent: readonly MatchKeys[],
  echoed: readonly (MatchKeys & { recordId: string })[],
): string[] | null {
  if (sent.length !== echoed.length) return null;
  const isInOrder = echoed.every(({ key }, place) => key === sent[place]?.key);
  if (isInOrder) return echoed.map(({ recordId }) => recordId);
  const byKey = new Map<string, string[]>();
  for (const { key, recordId } of echoed) byKey.set(key, [...(byKey.get(key) ?? []), recordId]);
  const matched = sent.flatMap(({ key }) => byKey.get(key)?.shift() ?? []);
  if (matched.length === sent.length) return matched;
  const inPlace = echoed.every(({ userId }, place) => userId === sent[place]?.userId);
  return inPlace ? echoed.map(({ recordId }) => recordId) : null;
}
