import { beforeEach, expect, it } from 'vitest';
import { runSync } from '../../src/sync/run/run-sync.ts';
import { type FaultHarness, useFaultHarnesses } from './fault-harness.ts';
import { creatingCalls, type FaultedCall, readingCalls } from './faults.ts';
import { prepareTables, roster } from './prepared-tables.ts';

const open = useFaultHarnesses();
let harness: FaultHarness;
beforeEach(async () => {
  harness = await open('skip-existing');
  await prepareTables(harness);
});

const fault = ({ method, path }: FaultedCall, code: number, times: number) =>
  harness.control('POST', 'faults', { method, path, times, action: { kind: 'answer', code } });
const [searchLearners] = readingCalls;
const [, createEnrollments] = creatingCalls;

it.each([
  [searchLearners, 'reading_learners'],
  [createEnrollments, 'writing_enrollments'],
] as const)('while Feishu limits $name, the phase says so, and then that it goes on', async (call, phase) => {
  await fault(call ?? expect.unreachable(), 1254290, 2);
  await harness.upload(roster);
  const from = harness.phases.indexOf('backing_off');
  expect(harness.phases.slice(from - 1, from + 2)).toEqual([phase, 'backing_off', phase]);
  expect(harness.phases.filter((reported) => reported === 'backing_off')).toHaveLength(1);
});

it('a create whose token has run out goes out again at once, under the same client token', async () => {
  await fault(createEnrollments ?? expect.unreachable(), 99991663, 1);
  await harness.upload(roster);
  const { calls } = (await harness.control('GET', 'calls')) as {
    calls: { path: string; query: { client_token?: string } }[];
  };
  const sent = calls.filter(({ path }) => path.endsWith('Enroll1/records/batch_create'));
  expect(sent).toHaveLength(2);
  expect(new Set(sent.map(({ query }) => query.client_token)).size).toBe(1);
});

it('a sync that is taken up again and stops before it plans still says what it wrote', async () => {
  const sync = await harness.queue(roster);
  const killed = () => Promise.reject(new Error('killed'));
  await fault(createEnrollments ?? expect.unreachable(), 91403, 1);
  const deps = { ...harness.deps, syncs: { ...harness.deps.syncs, finish: killed } };
  await expect(runSync(deps, sync, new AbortController().signal)).rejects.toThrow('killed');
  await fault(searchLearners ?? expect.unreachable(), 91403, 1);
  const stopped = await harness.run(sync);
  expect(stopped).toMatchObject({
    status: 'failed',
    error: { code: 'not_collaborator' },
    summary: { rows: 7, learnersCreated: 2, learnersUpdated: 1, enrollmentsCreated: 0, rowsFailed: 7 },
  });
});
