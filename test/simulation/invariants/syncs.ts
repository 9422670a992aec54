import type { SyncError } from '../../../src/sync/sync-record.ts';
import { isFinal } from '../../../src/sync/sync-record.ts';
import type { History } from '../history.ts';
import type { World } from '../world/world.ts';
import type { Invariant } from './invariant.ts';

export const everySyncEnds: Invariant = {
  name: 'every sync ends',
  reason: 'once Feishu is well again nobody has to restart or mend anything',
  check: ({ syncs }) =>
    syncs.flatMap(({ sync }) => (isFinal(sync) ? [] : [`#${sync.number} is ${sync.status}`])),
};

export const allWellInTheEnd: Invariant = {
  name: 'all well in the end',
  reason: 'whatever went wrong, sending it again once Feishu is well brings every row in that can come in',
  check: (history) =>
    history.syncs.flatMap(({ sync }) => {
      const { error, number, status } = sync;
      const isRefused = error === null || error.kind === 'file';
      return number <= history.wellSince ||
        (isRefused && status !== 'canceled') ||
        staysInDoubt(error, history)
        ? []
        : [`#${number} is ${status}: ${JSON.stringify(error)}`];
    }),
};

/**
 * What was in doubt when the zone was changed does not go out again, and is given up by Feishu's time alone (decision 0009), as
 * is what somebody deleted before anybody saw it: where no answer tells it, nobody can say whether its rows are still to come.
 */
function staysInDoubt(error: SyncError | null, { world: { platform, steps }, events }: History): boolean {
  const isInDoubt = error?.kind === 'stopped' && error.code === 'in_doubt';
  const isLost = steps.some(isZoneChange) || events.some(({ after }) => after === null);
  return isInDoubt && platform.dateHeader === 'missing' && isLost;
}

function isZoneChange({ kind }: World['steps'][number]): boolean {
  return kind === 'zone';
}

export const noRowRefusedWithoutCause: Invariant = {
  name: 'no row refused without a cause',
  reason: 'whoever reads that Feishu refuses a row looks for what is wrong with it',
  check: ({ syncs, world, trace, events }) => {
    const codes = ['enrollment_refused', 'learner_refused'];
    // A code that nobody knows, given three times, is a refusal after all.
    const isUnlisted = trace.some((line) => line.includes('fault 400'));
    // Without Feishu's time nothing proves that a record is deleted: it counts as there (decision 0010).
    const isUndated = world.platform.dateHeader === 'missing' && events.some(({ after }) => after === null);
    const hasCause = world.platform.refusedText != null || isUnlisted || isUndated;
    if (hasCause) return [];
    return syncs.flatMap(({ sync, report }) =>
      (report?.failures ?? [])
        .filter(({ code }) => codes.includes(code))
        .map(({ line, code, feishuCode }) => `#${sync.number} line ${line}: ${code} ${feishuCode}`),
    );
  },
};

export const noFaultOfOurs: Invariant = {
  name: 'no fault of ours',
  reason: 'an internal error is a state that nobody has thought of',
  check: ({ syncs, oddities }) => [
    ...oddities,
    ...syncs.flatMap(({ sync }) =>
      sync.error?.kind === 'stopped' && sync.error.code === 'internal' ? [`#${sync.number}: internal`] : [],
    ),
  ],
};

export const reportsStay: Invariant = {
  name: 'reports stay',
  reason: 'a result that people have read does not change behind their backs',
  check: ({ syncs, ended }) =>
    syncs.flatMap(({ sync, report }) => {
      const first = ended.get(sync.id);
      if (first === undefined) return [];
      const told = ({ status, summary, error, finishedAt }: typeof sync, rows: typeof report) =>
        JSON.stringify([status, summary, error, finishedAt, rows]);
      return told(first.sync, first.report) === told(sync, report) ? [] : [`#${sync.number} has changed`];
    }),
};

export const noFalseDoubt: Invariant = {
  name: 'no false doubt',
  reason: 'people who are asked for nothing stop reading what they are asked',
  check: ({ asked, world }) => {
    const zoneChanges = world.steps.some(isZoneChange);
    return [...asked].flatMap((code) => {
      if (code === 'restored_journal') return ['no journal was restored'];
      return code === 'new_zone' && !zoneChanges ? ['no zone was changed'] : [];
    });
  },
};
