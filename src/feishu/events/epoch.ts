/** Epoch milliseconds, from seconds or milliseconds: Feishu's pages differ about the unit of their times. */
export function toEpochMs(value: number): number {
  return value < 1e11 ? value * 1_000 : value;
}
