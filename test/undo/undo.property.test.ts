import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { checkUndoCase } from './check-undo-case.ts';
import { undoCase } from './undo-case.ts';

let store: Store;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nvc-undo-'));
  store = await openStore({ dataDir: folder, log: createLog('silent') });
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** Each is two uploads, an undo and its kills over a real store; the many thousands run by `npm run simulate -- --undo`. */
const cases = 200;

it('an undo leaves what was there before and what people and later uploads did since', async () => {
  let takenBack = 0;
  await fc.assert(
    fc.asyncProperty(undoCase, async (one) => {
      if (await checkUndoCase(store, one)) takenBack += 1;
    }),
    { numRuns: cases, seed: 12 },
  );
  // Otherwise nothing would be tried.
  expect(takenBack).toBeGreaterThan(cases / 2);
}, 600_000);
