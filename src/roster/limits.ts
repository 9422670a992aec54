/** What a roster may hold. Real ones stay far below; past these, something other than a roster was sent. */
export const limits = {
  bytes: 20 * 1024 * 1024,
  rows: 50_000,
  columns: 200,
  /** Characters of one cell. */
  cell: 10_000,
  /** Of an xlsx, once its parts are unpacked. */
  unpackedBytes: 64 * 1024 * 1024,
  /** Rows with the blank ones, which formatting may leave behind by the thousands. */
  records: 200_000,
} as const;
