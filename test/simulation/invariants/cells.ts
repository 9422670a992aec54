import type { RecordEvent } from '../feishu/audit.ts';
import type { History } from '../history.ts';
import { longestBlindnessMs } from './blindness.ts';
import type { Invariant } from './invariant.ts';
import { isDone } from './no-row-missing.ts';
import { rowsOfSync, syncOf, uploaded } from './uploads.ts';

type ServiceUpdate = RecordEvent & {
  cause: { kind: 'service' };
  before: NonNullable<RecordEvent['before']>;
  after: NonNullable<RecordEvent['after']>;
};

const fields = { 昵称: 'nickname', 手机号: 'phone' } as const;
type FieldName = keyof typeof fields;
const names = Object.keys(fields) as FieldName[];

function updatesIn(history: History): ServiceUpdate[] {
  return history.events.filter(isUpdate).filter(({ cause }) => syncOf(history, cause.syncId).kind === 'sync');
}

function isUpdate(event: RecordEvent): event is ServiceUpdate {
  const { table, cause, before, after } = event;
  return table === 'learners' && cause.kind === 'service' && before !== null && after !== null;
}

const changed = ({ before, after }: ServiceUpdate) => names.filter((name) => before[name] !== after[name]);

export const everyCellFromItsFile: Invariant = {
  name: 'every cell from its file',
  reason: 'a sync writes what its roster says about this person, and never empties a cell',
  check: (history) =>
    updatesIn(history).flatMap((event) => {
      const rows = rowsOfSync(history, syncOf(history, event.cause.syncId)).filter(
        ({ userId, fate }) => fate === 'valid' && userId === event.before.用户ID,
      );
      return changed(event).flatMap((name) =>
        rows.some((row) => row[fields[name]] !== '' && row[fields[name]] === event.after[name])
          ? []
          : [`${name} of ${event.recordId} became ${String(event.after[name])}`],
      );
    }),
};

export const noEditLost: Invariant = {
  name: 'no edit lost',
  reason: 'under fill-empty what people have typed stays, whatever a roster says',
  check: (history) =>
    updatesIn(history).flatMap((event) => {
      const { uploadId } = syncOf(history, event.cause.syncId);
      if (uploaded(history, uploadId).policies.learnerUpdates !== 'fill-empty') return [];
      return changed(event).flatMap((name) =>
        event.before[name] === undefined || isFresh(history, event, name)
          ? []
          : [`${name} of ${event.recordId} was ${String(event.before[name])}`],
      );
    }),
};

export const noCorrectionTurnedBack: Invariant = {
  name: 'no correction turned back',
  reason: 'what people have corrected in Base stays as long as rosters only repeat what they said before',
  check: (history) =>
    updatesIn(history).flatMap((event) => {
      const { uploadId } = syncOf(history, event.cause.syncId);
      if (uploaded(history, uploadId).policies.learnerUpdates !== 'changed') return [];
      return changed(event).flatMap((name) =>
        isRepeated(history, event, name) && !isFresh(history, event, name)
          ? [`${name} of ${event.recordId} was ${String(event.before[name])}`]
          : [],
      );
    }),
};

/** The service has written this value before, people have typed another one, and no roster ever said anything else. */
function isRepeated(history: History, update: ServiceUpdate, name: FieldName): boolean {
  const value = update.after[name];
  const earlier = history.events.slice(0, history.events.indexOf(update));
  const wasWritten = earlier.some(
    ({ recordId, cause, before, after }) =>
      recordId === update.recordId &&
      cause.kind === 'service' &&
      before?.[name] !== value &&
      after?.[name] === value,
  );
  const said = history.syncs
    .flatMap(({ sync }) => rowsOfSync(history, sync))
    .filter(({ userId }) => userId === update.before.用户ID)
    .map((row) => row[fields[name]]);
  const isCorrected = lastChange(earlier, update, name)?.cause.kind === 'person';
  return wasWritten && isCorrected && said.every((one) => one === '' || one === value);
}

/** Somebody has typed it after the sync had read the table. */
function isFresh({ events, world }: History, update: ServiceUpdate, name: FieldName): boolean {
  const typed = lastChange(events.slice(0, events.indexOf(update)), update, name);
  return typed !== undefined && typed.at >= update.cause.since - longestBlindnessMs(world);
}

/** What has put into the cell what the update found there. */
function lastChange(
  earlier: readonly RecordEvent[],
  update: ServiceUpdate,
  name: FieldName,
): RecordEvent | undefined {
  return earlier.findLast(
    ({ recordId, before, after }) => recordId === update.recordId && before?.[name] !== after?.[name],
  );
}

export const noNewerValueTurnedBack: Invariant = {
  name: 'no newer value turned back',
  reason: 'an older file that is rerun must not bring old nicknames and phones back',
  check(history) {
    const writers = new Map<string, ServiceUpdate>();
    return history.events.flatMap((event) => {
      if (event.table !== 'learners' || event.after === null) return [];
      if (!isUpdate(event) || syncOf(history, event.cause.syncId).kind === 'undo') {
        for (const name of names)
          if (event.before?.[name] !== event.after[name]) writers.delete(`${event.recordId} ${name}`);
        return [];
      }
      const wrong = changed(event).filter((name) => {
        const earlier = writers.get(`${event.recordId} ${name}`);
        writers.set(`${event.recordId} ${name}`, event);
        return earlier !== undefined && isTurnedBack(history, earlier, event);
      });
      return wrong.map((name) => `${name} of ${event.recordId} became ${String(event.after[name])} again`);
    });
  },
};

/** The value of an upload that came in later is replaced by that of an earlier one, which began after it was written. */
function isTurnedBack(history: History, earlier: ServiceUpdate, { cause }: ServiceUpdate): boolean {
  const came = (update: Pick<ServiceUpdate, 'cause'>) =>
    syncOf(history, syncOf(history, update.cause.syncId).uploadId).number;
  const ended = history.ended.get(earlier.cause.syncId);
  const wasDone = ended !== undefined && isDone(ended);
  return wasDone && came(earlier) > came({ cause }) && earlier.at < cause.since;
}

export const previewsWriteNothing: Invariant = {
  name: 'previews write nothing',
  reason: 'whoever asks to look first has not agreed to anything',
  check: (history) =>
    history.events.flatMap(({ cause, recordId }) =>
      cause.kind === 'service' && syncOf(history, cause.syncId).dryRun
        ? [`${recordId} was written by a preview`]
        : [],
    ),
};
