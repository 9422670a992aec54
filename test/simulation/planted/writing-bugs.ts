import type { WriteOutcome, WriteRows } from '../../../src/sync/ports.ts';
import type { PlantedBug } from './planted-bug.ts';
import { withBase, withSend } from './wrap.ts';

/** What is sent, and what is made of the answer. */
export const writingBugs: readonly PlantedBug[] = [
  {
    name: 'a link is written by the id of another row',
    harm: 'one person is shown the history of another',
    deps: (deps) =>
      withBase(deps, (base) => ({
        prepareWrite: (writes, decidedAt) => base.prepareWrite(linkedToFirst(writes), decidedAt),
      })),
  },
  {
    name: 'the order of an answer is not that of the rows',
    harm: 'one person is shown the history of another',
    deps: (deps) =>
      withSend(deps, async (write, token) => {
        const outcome = await write.send(token);
        if (outcome.kind !== 'written') return outcome;
        return { kind: 'written', recordIds: outcome.recordIds.toReversed() };
      }),
  },
  {
    name: 'the last row of a batch is not sent',
    harm: 'rows are reported as new and are not there',
    deps: (deps) =>
      withBase(deps, (base) => ({
        async prepareWrite(writes, decidedAt) {
          if (writes.kind !== 'create_enrollments' || writes.rows.length < 2)
            return base.prepareWrite(writes, decidedAt);
          const write = await base.prepareWrite({ ...writes, rows: writes.rows.slice(0, -1) }, decidedAt);
          return { send: async (token: string) => withOneMore(await write.send(token)) };
        },
      })),
  },
  {
    name: 'an update empties a cell that the file does not name',
    harm: 'a phone number is lost',
    deps: (deps) =>
      withBase(deps, (base) => ({
        prepareWrite: (writes, decidedAt) => base.prepareWrite(emptying(writes), decidedAt),
      })),
  },
  {
    name: 'a day is written in another zone than that of the Base',
    harm: 'an enrollment stands under the day before',
    deps: (deps) =>
      withBase(deps, (base) => ({
        prepareWrite: (writes, decidedAt) => base.prepareWrite(dayBefore(writes), decidedAt),
      })),
  },
  {
    name: 'a call that failed is sent once more by something in between',
    harm: 'records are written twice',
    adapter: (adapter) => async (config) => {
      try {
        return await adapter(config);
      } catch (thrown) {
        if (!String(config.url).endsWith('/batch_create')) throw thrown;
        return adapter({ ...config, params: { ...config.params, client_token: undefined } });
      }
    },
  },
];

function linkedToFirst(writes: WriteRows): WriteRows {
  if (writes.kind !== 'create_enrollments') return writes;
  const learnerRecordId = writes.rows[0]?.learnerRecordId ?? '';
  return { ...writes, rows: writes.rows.map((row) => ({ ...row, learnerRecordId })) };
}

function withOneMore(outcome: WriteOutcome): WriteOutcome {
  if (outcome.kind !== 'written') return outcome;
  return { kind: 'written', recordIds: [...outcome.recordIds, 'recNeverWritten1'] };
}

function emptying(writes: WriteRows): WriteRows {
  if (writes.kind !== 'update_learners') return writes;
  return { ...writes, rows: writes.rows.map((row) => ({ ...row, set: { phone: '', ...row.set } })) };
}

function dayBefore(writes: WriteRows): WriteRows {
  if (writes.kind !== 'create_enrollments') return writes;
  const before = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  return { ...writes, rows: writes.rows.map((row) => ({ ...row, day: before(row.day) })) };
}
