import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { memoryFolder } from '../support/memory-folder.ts';
import { checkUndoCase } from './check-undo-case.ts';
import type { UndoCase } from './undo-case.ts';

const folder = await mkdtemp(join(memoryFolder, 'nvc-undo-'));
const store = await openStore({ dataDir: folder, log: createLog('silent') });
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** Cases that once went wrong, as small as they could be made, by what was wrong. */
const cases: Record<string, UndoCase> = {
  'a learner was kept for an enrollment that people had given to somebody else a moment ago': {
    policy: 'skip-existing',
    learnerUpdates: 'changed',
    linkIsTwoWay: false,
    typedLearners: [],
    typedEnrollments: [{ userId: 'u_1', course: '入门', day: '2026-05-08', isLinked: false }],
    first: [
      ['u_4', '甲', '', '入门', '2026-05-01'],
      ['u_1', '', '19900000001', '入门', '2026-05-01'],
    ],
    pauseMs: 1000,
    between: [
      { kind: 'unlink', at: 1 },
      { kind: 'set_enrollment', at: 4, field: 'userId', value: '2026-06-01' },
    ],
    later: null,
    afterwards: [],
    kills: [],
    largestBatch: 1,
  },
};

it.each(Object.entries(cases))('holds where %s', async (_, undoCase) => {
  expect(await checkUndoCase(store, undoCase)).toBe(true);
});
