import { randomUUID } from 'node:crypto';
import type { Base, WriteOutcome, WriteRows } from '../../src/sync/ports.ts';

/** Builds a write and sends it at once, under a token of its own unless one is given. */
export async function write(
  base: Pick<Base, 'prepareWrite'>,
  rows: WriteRows,
  clientToken: string = randomUUID(),
): Promise<WriteOutcome> {
  return (await base.prepareWrite(rows, 0)).send(clientToken);
}
