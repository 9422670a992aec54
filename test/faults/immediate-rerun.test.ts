import { describe, expect, it } from 'vitest';
import { type Content, useFaultHarnesses } from './fault-harness.ts';
import { prepareTables, roster } from './prepared-tables.ts';

const open = useFaultHarnesses();

/** Both tables after an upload, with whatever the stand-in does not know yet. */
async function uploaded(policy: 'skip-existing' | 'append', settings: object) {
  const harness = await open(policy);
  await prepareTables(harness);
  await harness.control('PUT', 'settings', settings);
  const sync = await harness.upload(roster);
  expect(sync.error).toBeNull();
  return { harness, sync, content: await harness.content() };
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
    const { harness, sync, content } = await uploaded(policy, settings);
    const again = await harness.rerun(sync);
    expect(again.error).toBeNull();
    expect(again.summary).toMatchObject({ learnersCreated: 0, enrollmentsCreated: 0 });
    expect(await harness.content()).toEqual(content);
  });

  it('the same file once more writes nothing (skip-existing)', async () => {
    const { harness, content } = await uploaded('skip-existing', settings);
    const again = await harness.upload(roster);
    expect(again.summary).toMatchObject({ learnersCreated: 0, enrollmentsCreated: 0, enrollmentsLinked: 0 });
    expect(await harness.content()).toEqual(content);
  });

  it('the same file once more adds its rows, and nobody twice (append)', async () => {
    const { harness, content } = await uploaded('append', settings);
    expect((await harness.upload(roster)).error).toBeNull();
    const twice = await harness.content();
    expect(twice.enrollments).toHaveLength(content.enrollments.length + validRows);
    expectNobodyTwice(twice);
  });

  it.each(['skip-existing', 'append'] as const)(
    'a sync that starts seconds later adds nobody twice (%s)',
    async (policy) => {
      const { harness } = await uploaded(policy, settings);
      harness.clock.advance(3_000);
      const next = await harness.upload(roster.replaceAll('入门', '共情'));
      expect(next.error).toBeNull();
      expect(next.summary).toMatchObject({ learnersCreated: 0 });
      expectNobodyTwice(await harness.content());
    },
  );
});
