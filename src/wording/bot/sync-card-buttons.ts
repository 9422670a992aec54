import type { SyncView } from '../../bot/notice.ts';
import type { FileRefusal } from '../../roster/roster.ts';
import { needsNewFile } from '../../sync/can-go-on.ts';
import { rowsLeft } from '../../sync/rows-left.ts';
import { offeredToWrite } from '../../sync/rows-to-write.ts';
import { canAddUnderNewDate, canUndo, type SyncRecord } from '../../sync/sync-record.ts';
import { rerunLabel, writeLabel } from '../button-labels.ts';
import { actionButton, type CardButton, openButton } from './card-words.ts';

export interface SyncCardButtons {
  /** The one that is useful now; null where nothing is. */
  primary: CardButton | null;
  /** Beside it. */
  others: CardButton[];
  /** What few people need, to be folded away. */
  folded: CardButton[];
}

/** What a person can do with a sync in its state. */
export function syncCardButtons(view: SyncView): SyncCardButtons {
  const sharing = shareDay(view);
  if (view.sync.finishedAt === null)
    return { primary: null, others: [...sharing, ...buttonsBefore(view)], folded: [] };
  const buttons = buttonsAfter(view);
  const useful = [...buttons].sort((one, other) => one.rank - other.rank).find(({ rank }) => rank < folded);
  return {
    primary: useful === undefined ? null : { ...useful.button, weight: 'primary' },
    others: sharing,
    folded: buttons.filter((each) => each !== useful).map(({ button }) => button),
  };
}

/** Files that came together are mostly of one day. */
function shareDay({ sync: { id }, othersAwaitDay }: SyncView): CardButton[] {
  if (othersAwaitDay === 0) return [];
  return [actionButton(`这个日期用于另外${othersAwaitDay}份`, { do: 'share_day', syncId: id })];
}

function buttonsBefore({ sync, pageUrl }: SyncView): CardButton[] {
  if (sync.cancelRequested) return [];
  const isPlanned = sync.status === 'needs_input' && sync.kind === 'sync' && sync.needs?.confirm.length;
  return [...(isPlanned ? [changesButton(sync, pageUrl)] : []), cancel(sync)];
}

/** How useful a button is: the lowest is the one that is seen. From `folded` on it is never that. */
interface Ranked {
  button: CardButton;
  rank: number;
}
const folded = 10;

/** In the order in which they stand where they are folded away. */
function buttonsAfter(view: SyncView): Ranked[] {
  const { sync, report, baseUrl, pageUrl, queue } = view;
  const writes = offeredToWrite(sync);
  const hasFailures = (report?.failures.length ?? 0) > 0 && !sync.isUndone;
  const isLeft = sync.undoneBy === null && sync.kind === 'sync';
  return [
    ...(writes === null ? [] : [{ button: write(sync, writes), rank: 1 }]),
    ...(hasFailures ? [{ button: seeRows(sync, pageUrl), rank: hasNewFailures(view) ? 3 : folded }] : []),
    ...(baseUrl === null ? [] : [{ button: openBase(baseUrl), rank: isOver(sync) ? 4 : folded }]),
    ...(report !== null && sync.kind === 'sync' ? [aside(changesButton(sync, pageUrl))] : []),
    ...(isLeft && canHelp(sync) ? [{ button: again(sync), rank: isCutShort(sync) ? 2 : folded }] : []),
    ...(isLeft && canAddUnderNewDate(sync) ? [aside(underNewDate(sync))] : []),
    ...(canUndo(sync, queue.now) ? [aside(undo(sync))] : []),
  ];
}

function aside(button: CardButton): Ranked {
  return { button, rank: folded };
}

/** Rows that failed in the same way last time wait for nobody. */
function hasNewFailures({ sync, report }: SyncView): boolean {
  return sync.error === null && (report?.failures.some(({ asBefore }) => !asBefore) ?? false);
}

/** Whether it went through to its end, so that what it did can be looked at. */
function isOver({ error, status }: SyncRecord): boolean {
  return error === null && status !== 'canceled';
}

/** Whether there is more to do of it. */
function isCutShort({ error, summary }: SyncRecord): boolean {
  return error?.kind === 'stopped' || rowsLeft(summary) > 0;
}

function write({ id }: SyncRecord, count: number): CardButton {
  return actionButton(writeLabel(count), { do: 'write', syncId: id });
}

/** On the page or, where people cannot open that from chat, as a file in private. */
function seeRows(sync: SyncRecord, pageUrl: string | null): CardButton {
  const label = sync.dryRun ? '看不能写入的行' : '看失败的行';
  return pageUrl === null
    ? actionButton(label, { do: 'send_failures', syncId: sync.id })
    : openButton(label, syncAddress(sync, pageUrl));
}

/** The same for what it does row by row. */
export function changesButton(sync: SyncRecord, pageUrl: string | null): CardButton {
  const label = '查看变化';
  return pageUrl === null
    ? actionButton(label, { do: 'send_changes', syncId: sync.id })
    : openButton(label, syncAddress(sync, pageUrl));
}

function syncAddress({ number }: SyncRecord, pageUrl: string): string {
  return `${pageUrl}/syncs/${number}`;
}

function openBase(url: string): CardButton {
  return openButton('在多维表格中查看', url);
}

/** The figures are shown before anything is taken back. */
function undo({ id }: SyncRecord): CardButton {
  return actionButton('撤销', { do: 'undo', syncId: id });
}

function cancel({ id }: SyncRecord): CardButton {
  return actionButton('取消', { do: 'cancel', syncId: id });
}

function again(sync: SyncRecord): CardButton {
  return actionButton(rerunLabel(sync), { do: 'rerun', syncId: sync.id });
}

/** Whether the same file may come to another end. */
function canHelp({ error, status, dryRun }: SyncRecord): boolean {
  if (error === null) return dryRun || status !== 'succeeded';
  return error.kind === 'stopped' ? !needsNewFile(error.code) : dependsOnColumns(error.refusal);
}

/** A file that may be read once an administrator has added its headers to `ROSTER_COLUMNS`. */
function dependsOnColumns(refusal: FileRefusal): boolean {
  const isText = refusal.code === 'not_a_roster' && refusal.looksLike === 'text';
  return isText || refusal.code === 'columns_missing';
}

function underNewDate({ id, summary }: SyncRecord): CardButton {
  const count = summary?.enrollmentsOtherDate ?? 0;
  return {
    ...actionButton('仍按新日期新增', { do: 'add_under_new_date', syncId: id }),
    confirm: {
      title: '按新日期新增？',
      text: `会给已有该课程的学员再新增${count}条学习记录，日期是您填写的日期。`,
    },
  };
}
