import type { CardAction } from '../../bot/chat-event.ts';
import { longestCourse } from '../../sync/queue/operator-input.ts';
import type { SyncNeeds, SyncRecord } from '../../sync/sync-record.ts';
import { confirmLabel } from '../button-labels.ts';
import { courseName } from '../course-name.ts';
import { shownName } from './shown-text.ts';

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
