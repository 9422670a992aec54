import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Content, type FaultStage, openFaultStage, openSharedStore } from './fault-stage.ts';
import { prepareTables, roster } from './prepared-tables.ts';

let shared: Awaited<ReturnType<typeof openSharedStore>>;
beforeAll(async () => {
  shared = await openSharedStore();
});
afterAll(() => shared.close());

const opened: FaultStage[] = [];
afterEach(async () => {
  for (const stage of opened.splice(0)) await stage.close();
});

/** Both tables after an upload, with whatever the stand-in does not know yet. */
async function uploaded(policy: 'skip-existing' | 'append', settings: object) {
  const stage = await openFaultStage(shared.store, { policy });
  opened.push(stage);
  await prepareTables(stage);
  await stage.control('PUT', 'settings', settings);
  const sync = await stage.upload(roster);
  expect(sync.error).toBeNull();
  return { stage, sync, content: await stage.content() };
}

/** Every learner of the roster once, none of them twice. */
function expectNobodyTwice({ learners }: Content): void {
  const userIds = learners.map((learner) => /"用户ID":"(\w+)"/.exec(learner)?.[1]).sort();
  expect(userIds).toEqual(['u_1', 'u_2', 'u_3', 'u_9']);
}

/** Lines of the roster that become enrollments. */
const validRows = 6;

describe.each([
  ['search lags for seconds', { searchLagMs: 8_000 }],
  ['search lags for minutes', { searchLagMs: 600_000 }],
  ['ids are unknown for seconds', { searchLagMs: 8_000, idLagMs: 4_000 }],
  ['links to new ids are not found', { searchLagMs: 8_000, idLagMs: 4_000, unknownLink: 'not_found' }],
])('while %s', (_name, settings) => {
  it.each(['skip-existing', 'append'] as const)('a rerun at once writes nothing (%s)', async (policy) => {
    const { stage, sync, content } = await uploaded(policy, settings);
    const again = await stage.rerun(sync);
    expect(again.error).toBeNull();
    expect(again.summary).toMatchObject({ learnersCreated: 0, enrollmentsCreated: 0 });
    expect(await stage.content()).toEqual(content);
  });

  it('the same file once more writes nothing (skip-existing)', async () => {
    const { stage, content } = await uploaded('skip-existing', settings);
    const again = await stage.upload(roster);
    expect(again.summary).toMatchObject({ learnersCreated: 0, enrollmentsCreated: 0, enrollmentsLinked: 0 });
    expect(await stage.content()).toEqual(content);
  });

  it('the same file once more adds its rows, and nobody twice (append)', async () => {
    const { stage, content } = await uploaded('append', settings);
    expect((await stage.upload(roster)).error).toBeNull();
    const twice = await stage.content();
    expect(twice.enrollments).toHaveLength(content.enrollments.length + validRows);
    expectNobodyTwice(twice);
  });

  it.each(['skip-existing', 'append'] as const)(
    'a sync that starts seconds later adds nobody twice (%s)',
    async (policy) => {
      const { stage } = await uploaded(policy, settings);
      stage.clock.advance(3_000);
      const next = await stage.upload(roster.replaceAll('入门', '共情'));
      expect(next.error).toBeNull();
      expect(next.summary).toMatchObject({ learnersCreated: 0 });
      expectNobodyTwice(await stage.content());
    },
  );
});
