import type { CardAction } from '../../bot/chat-event.ts';
import type { SyncNeeds, SyncRecord } from '../../sync/sync-record.ts';

/** Fields in which a person says what the file does not. What is typed goes into the action under `course` and `day`. */
export interface CardForm {
  course: CourseField | null;
  day: { label: string; placeholder: string } | null;
  submitLabel: string;
  /** Sent when the form is submitted, together with the values of its fields. */
  action: Extract<CardAction, { do: 'give_input' }>;
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
export function syncCardForm({ id, status, needs }: SyncRecord): CardForm | null {
  if (status !== 'needs_input' || needs === null) return null;
  const confirms = needs.confirm.length > 0;
  return {
    course: needs.course ? courseField(needs) : null,
    day: needs.day ? { label: '学习日期', placeholder: '请选择学习日期' } : null,
    submitLabel: confirms ? '确认并继续' : '继续同步',
    action: { do: 'give_input', syncId: id, ...(confirms ? { confirm: true } : {}) },
  };
}

function courseField({ proposedCourse, knownCourses }: SyncNeeds): CourseField {
  const known = knownCourses.slice(0, coursesShown).join('、');
  return {
    label: '课程',
    placeholder: '请填写课程名称',
    value: proposedCourse ?? '',
    hint: known === '' ? null : `已有的课程：${known}`,
    maxLength: 200,
  };
}
