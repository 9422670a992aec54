/** What a roster may hold. Real ones stay far below; past these, something other than a roster was sent. */
export const limits = {
  bytes: 20 * 1024 * 1024,
  /** With at least one value. */
  rows: 50_000,
  columns: 200,
  /** Characters of one cell. */
  cell: 10_000,
  /** Of an xlsx: what its sheets unpack to together. They are read as they are unpacked and never kept. */
  sheetBytes: 256 * 1024 * 1024,
  /** Of an xlsx: what is kept of it, the shared strings and the texts of filled cells. */
  textBytes: 64 * 1024 * 1024,
  /** Formatting leaves them behind by the thousands, up to the last row of a sheet. */
  blankRows: 2_000_000,
} as const;
