import type { Cells, RecordEvent } from '../feishu/audit.ts';
import type { History } from '../history.ts';
import { courseKeyOf } from '../world/names.ts';
import { longestBlindnessMs } from './blindness.ts';
import type { Invariant } from './invariant.ts';
import { isDone } from './no-row-missing.ts';
import { type CompleteRow, rowsOfSync, syncOf, uploaded } from './uploads.ts';

type ServiceUpdate = RecordEvent & {
  cause: { kind: 'service' };
  before: NonNullable<RecordEvent['before']>;
  after: NonNullable<RecordEvent['after']>;
};

const fields = { 昵称: 'nickname', 手机号: 'phone', 城市: 'city' } as const;
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

export const extraCellsAsWanted: Invariant = {
  name: 'extra cells as wanted',
  reason: 'a column that nobody has asked for is none of our business, and the others come from the file',
  check: (history) =>
    history.events.flatMap((event) => {
      const { cause, before, after, recordId } = event;
      if (cause.kind !== 'service' || after === null) return [];
      const sync = syncOf(history, cause.syncId);
      const name = event.table === 'learners' ? '城市' : '讲师';
      if (sync.kind === 'undo' || before?.[name] === after[name]) return [];
      const isSaid = rowsOfSync(history, sync).some((row) => saysExtra(row, event.table, after));
      return isSaid && mayWriteExtra(history, event)
        ? []
        : [`${name} of ${recordId} became ${String(after[name])}`];
    }),
};

function saysExtra(row: CompleteRow, table: RecordEvent['table'], cells: Cells): boolean {
  if (row.userId !== cells.用户ID) return false;
  if (table === 'learners') return row.city === cells.城市;
  return row.course === courseKeyOf(String(cells.课程)) && row.teacher === cells.讲师;
}

function mayWriteExtra({ world }: History, { table, before }: RecordEvent): boolean {
  const { city, teacher } = world.columns;
  if (table === 'learners') return city !== 'unwanted';
  return teacher === 'kept' || (teacher === 'once' && before === null);
}

export const noEditLost: Invariant = {
  name: 'no edit lost',
  reason: 'under fill-empty what people have typed stays, whatever a roster says',
  check: (history) =>
    updatesIn(history).flatMap((event) => {
      const { uploadId } = syncOf(history, event.cause.syncId);
      const fillsAll = uploaded(history, uploadId).policies.learnerUpdates === 'fill-empty';
      const fillsOnly = (name: FieldName) =>
        fillsAll || (name === '城市' && history.world.columns.city === 'fill_empty');
      return changed(event).flatMap((name) =>
        !fillsOnly(name) || event.before[name] === undefined || isFresh(history, event, name)
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

/**
 * The service has written this value before and not taken it back, people have typed another one, and no roster ever said
 * anything else.
 */
function isRepeated(history: History, update: ServiceUpdate, name: FieldName): boolean {
  const value = update.after[name];
  const earlier = history.events.slice(0, history.events.indexOf(update));
  const lastWritten = earlier.findLast(
    ({ recordId, cause, before, after }) =>
      recordId === update.recordId && cause.kind === 'service' && before?.[name] !== after?.[name],
  );
  const wasWritten =
    lastWritten?.cause.kind === 'service' &&
    lastWritten.after?.[name] === value &&
    syncOf(history, lastWritten.cause.syncId).kind === 'sync';
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

/** The value of an upload that came in later is replaced by that of an earlier one, which began after it could be seen. */
function isTurnedBack(history: History, earlier: ServiceUpdate, { cause }: ServiceUpdate): boolean {
  const came = (update: Pick<ServiceUpdate, 'cause'>) =>
    syncOf(history, syncOf(history, update.cause.syncId).uploadId).number;
  const ended = history.ended.get(earlier.cause.syncId);
  const wasDone = ended !== undefined && isDone(ended);
  return (
    wasDone && came(earlier) > came({ cause }) && earlier.at < cause.since - longestBlindnessMs(history.world)
  );
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
