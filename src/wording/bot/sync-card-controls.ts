import type { CardAction } from '../../bot/chat-event.ts';
import type { SyncView } from '../../bot/notice.ts';
import type { FileRefusal } from '../../roster/roster.ts';
import { longestCourse } from '../../sync/queue/operator-input.ts';
import { offeredToWrite } from '../../sync/rows-to-write.ts';
import type { SyncNeeds, SyncRecord } from '../../sync/sync-record.ts';
import { canAddUnderNewDate, canUndo } from '../../sync/sync-record.ts';
import { confirmLabel, rerunLabel, writeLabel } from '../button-labels.ts';
import { courseName } from '../course-name.ts';
import { actionButton, type CardButton } from './card-words.ts';
import { shownName } from './shown-text.ts';

/** What a person can do with a sync in its state. */
export function syncCardButtons(view: SyncView): CardButton[] {
  const { sync, report, baseUrl, queue } = view;
  if (sync.finishedAt === null) return buttonsBefore(view);
  const writes = offeredToWrite(sync);
  const hasFailures = (report?.failures.length ?? 0) > 0;
  const isLeft = sync.undoneBy === null && sync.kind === 'sync';
  return [
    ...(writes === null ? [] : [write(sync, writes)]),
    ...(isLeft && canHelp(sync) ? [again(sync)] : []),
    ...(hasFailures && !sync.isUndone ? [download(sync)] : []),
    ...(report !== null && sync.kind === 'sync' ? [changesButton(sync, view.pageUrl)] : []),
    ...(isLeft && canAddUnderNewDate(sync) ? [underNewDate(sync)] : []),
    ...(canUndo(sync, queue.now) ? [undo(sync)] : []),
    ...(baseUrl === null ? [] : [openBase(baseUrl)]),
  ];
}

function buttonsBefore({ sync, pageUrl }: SyncView): CardButton[] {
  if (sync.cancelRequested) return [];
  const isPlanned = sync.status === 'needs_input' && sync.kind === 'sync' && sync.needs?.confirm.length;
  return [...(isPlanned ? [changesButton(sync, pageUrl)] : []), cancel(sync)];
}

function write({ id }: SyncRecord, count: number): CardButton {
  return actionButton(writeLabel(count), { do: 'write', syncId: id }, 'primary');
}

/** Opens the sync on the page or, where people cannot open that from chat, sends what it does as a file. */
export function changesButton({ id }: SyncRecord, pageUrl: string | null): CardButton {
  const label = '查看变化';
  if (pageUrl === null) return actionButton(label, { do: 'send_changes', syncId: id });
  const press = { kind: 'open', url: `${pageUrl}/upload#sync=${id}` } as const;
  return { label, weight: 'normal', press, confirm: null };
}

/** The figures are shown before anything is taken back. */
function undo({ id }: SyncRecord): CardButton {
  return actionButton('撤销', { do: 'undo', syncId: id });
}

function cancel({ id }: SyncRecord): CardButton {
  return actionButton('取消', { do: 'cancel', syncId: id });
}

/** The next thing to do after a sync that something stopped. */
function again(sync: SyncRecord): CardButton {
  const isNext = sync.error?.kind === 'stopped';
  return actionButton(rerunLabel(sync), { do: 'rerun', syncId: sync.id }, isNext ? 'primary' : 'normal');
}

/** The next thing to do after a sync that went through the file. */
function download(sync: SyncRecord): CardButton {
  const { id, error, dryRun } = sync;
  const isNext = error === null && offeredToWrite(sync) === null;
  return actionButton(
    dryRun ? '下载不能写入的行' : '下载失败明细',
    { do: 'send_failures', syncId: id },
    isNext ? 'primary' : 'normal',
  );
}

/** Errors that the same file cannot get past by being read again. */
const needsNewFile = new Set(['file_deleted', 'chat_file_gone', 'target_changed']);

/** Whether the same file may come to another end. */
function canHelp({ error }: SyncRecord): boolean {
  if (error === null) return true;
  return error.kind === 'stopped' ? !needsNewFile.has(error.code) : dependsOnColumns(error.refusal);
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

function openBase(url: string): CardButton {
  return { label: '打开多维表格', weight: 'normal', press: { kind: 'open', url }, confirm: null };
}

/** Fields in which a person says what the file does not. What is said goes into the action under `course`, `day` and `sheets`. */
export interface CardForm {
  course: CourseField | null;
  day: { label: string; placeholder: string } | null;
  sheets: SheetsField | null;
  /** Of two answers the first; null where there is one. */
  instead: { label: string; action: GiveInput } | null;
  submitLabel: string;
  /** Sent when the form is submitted, together with the values of its fields. */
  action: GiveInput;
}

type GiveInput = Extract<CardAction, { do: 'give_input' }>;

export interface SheetsField {
  label: string;
  placeholder: string;
  /** `value` is the name of the sheet. */
  options: { label: string; value: string }[];
  /** Chosen beforehand; a proposal only. */
  proposed: string[];
}

export interface CourseField {
  label: string;
  placeholder: string;
  /** Filled in beforehand; a proposal only. */
  value: string;
  /** Courses that exist already; null if none is known. */
  hint: string | null;
  maxLength: number;
}

const coursesShown = 8;

/** The form of a sync that waits for a person; null where there is nothing to ask. */
export function syncCardForm(sync: SyncRecord): CardForm | null {
  const { id, status, needs } = sync;
  if (status !== 'needs_input' || needs === null) return null;
  const confirms = needs.confirm.length > 0;
  return {
    course: needs.course ? courseField(needs) : null,
    day: needs.day ? { label: '学习日期', placeholder: '请选择学习日期' } : null,
    sheets: needs.sheets.length === 0 ? null : sheetsField(needs),
    instead: useSimilar(id, needs),
    submitLabel: submitLabel(sync, needs),
    action: { do: 'give_input', syncId: id, ...(confirms ? { confirm: true } : {}) },
  };
}

function submitLabel(sync: SyncRecord, { confirm }: SyncNeeds): string {
  if (confirm.length === 0) return '继续同步';
  const isNewCourse = confirm.some(({ code }) => code === 'course_similar');
  return isNewCourse ? `确实是新课程，${confirmLabel(sync)}` : confirmLabel(sync);
}

/** A course that is like one that Base has is mostly meant to be that. */
function useSimilar(syncId: string, { confirm }: SyncNeeds): CardForm['instead'] {
  const similar = confirm.flatMap((reason) =>
    reason.code === 'course_similar' ? reason.figures.similar : [],
  );
  const [first] = similar;
  if (first === undefined) return null;
  const label =
    similar.length === 1 ? `用${courseName(shownName(first, longestOnButton))}` : '都用已有的课程';
  return { label, action: { do: 'give_input', syncId, confirm: true, useSimilar: true } };
}

const longestOnButton = 20;

function sheetsField({ sheets }: SyncNeeds): SheetsField {
  return {
    label: '工作表',
    placeholder: '请选择要同步的工作表',
    options: sheets.map(({ name, rows }) => ({ label: `${name}（${rows}行）`, value: name })),
    proposed: sheets.flatMap(({ name, proposed }) => (proposed ? [name] : [])),
  };
}

function courseField({ proposedCourse, knownCourses }: SyncNeeds): CourseField {
  const known = knownCourses.slice(0, coursesShown).join('、');
  return {
    label: '课程',
    placeholder: '请填写课程名称',
    value: proposedCourse ?? '',
    hint: known === '' ? null : `已有的课程：${known}`,
    maxLength: longestCourse,
  };
}
