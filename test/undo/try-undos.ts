import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { createLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { memoryFolder } from '../support/memory-folder.ts';
import { checkUndoCase } from './check-undo-case.ts';
import { undoCase } from './undo-case.ts';

export interface UndoTrials {
  cases: number;
  /** Those in which there was something to take back. */
  takenBack: number;
}

/** A store that holds more syncs than this only makes the next ones slower. */
const casesPerStore = 500;

/**
 * Tries so many random cases.
 * @param seed the same seed gives the same cases
 * @throws an error of fast-check that names the smallest case that fails
 */
export async function tryUndos(cases: number, seed: number): Promise<UndoTrials> {
  const trials: UndoTrials = { cases: 0, takenBack: 0 };
  for (let from = 0; from < cases; from += casesPerStore) {
    const numRuns = Math.min(casesPerStore, cases - from);
    await withStore((store) =>
      fc.assert(
        fc.asyncProperty(undoCase, async (one) => {
          trials.cases += 1;
          if (await checkUndoCase(store, one)) trials.takenBack += 1;
        }),
        { numRuns, seed: seed + from },
      ),
    );
  }
  return trials;
}

async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(memoryFolder, 'nvc-undo-'));
  const store = await openStore({ dataDir: folder, log: createLog('silent') });
  try {
    await work(store);
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}
