const mostRows = 200;
const mostBytes = 4_000_000;

/** Rows to be inserted at once: neither many nor large together, whatever single rows hold. */
export function* chunksOfRows<Row extends Readonly<Record<string, unknown>>>(
  rows: Iterable<Row>,
): Generator<Row[]> {
  let chunk: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = sizeOf(row);
    if (chunk.length === mostRows || (chunk.length > 0 && bytes + size > mostBytes)) {
      yield chunk;
      [chunk, bytes] = [[], 0];
    }
    chunk.push(row);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

function sizeOf(row: Readonly<Record<string, unknown>>): number {
  const sizes = Object.values(row).map((value) =>
    typeof value === 'string' || value instanceof Uint8Array ? value.length : 8,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
