import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts';
import type { LearnedAboutBase } from '../../src/sync/ports.ts';
import { write } from '../fakes/write.ts';
import { openBaseAt, startEmptySandbox } from './sandbox-base.ts';

const learners = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({
    userId: `u_65a1b2c3d4e5f_${String(from + n).padStart(10, '0')}`,
    fields: { nickname: '学员' },
  }));

type Case = [asked: number, given: Partial<LearnedAboutBase>, calls: number];

describe.each<{ rows: number; cases: Case[] }>([
  { rows: 0, cases: [[1_000, {}, 1]] },
  {
    rows: 5_000,
    cases: [
      [1_000, {}, 10],
      [1_000, { learnerRows: 5_000 }, 10],
    ],
  },
  {
    rows: 20_000,
    cases: [
      [100, {}, 4],
      [100, { learnerRows: 20_000 }, 4],
      [10_000, {}, 40],
      // The scan that an old hint asks for ends as soon as the first page says how many rows there are.
      [100, { learnerRows: 1_000 }, 5],
      [250, {}, 11],
    ],
  },
])('calls to find learners among $rows, without the fixed ones', ({ rows, cases }) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startEmptySandbox();
    const { base } = openBaseAt(sandbox);
    for (let from = 0; from < rows; from += 1_000) {
      await write(base, { kind: 'create_learners', rows: learners(from, 1_000) });
    }
  });
  afterAll(() => sandbox.close());

  it.each(cases)('%i learners with %j learned before: %i', async (asked, given, expected) => {
    const { base, calls } = openBaseAt(sandbox, {}, given);
    await base.prepare([]);
    const fixed = calls();
    const found = await base.findLearners(new Set(learners(0, asked).map(({ userId }) => userId)));
    expect(found).toHaveLength(Math.min(asked, rows));
    expect(calls() - fixed).toBe(expected);
  });
});

describe('fixed calls', () => {
  it.each([
    ['names', {}, 5],
    ['ids', { learnerTable: 'tblSandboxLearner', enrollmentTable: 'tblSandboxEnroll1' }, 4],
  ])('tables given by %s: %j %i', async (_given, tables, expected) => {
    const sandbox = await startEmptySandbox();
    const { base, calls } = openBaseAt(sandbox, tables);
    await base.prepare([]);
    expect(calls()).toBe(expected);
    await sandbox.close();
  });
});
