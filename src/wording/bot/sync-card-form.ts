import type { CardAction } from '../../bot/chat-event.ts';
import { courseKey } from '../../roster/course-name.ts';
import type { CalendarDay } from '../../roster/roster.ts';
import { longestCourse } from '../../sync/queue/operator-input.ts';
import type { AskedIdColumn, SyncNeeds, SyncRecord } from '../../sync/sync-record.ts';
import { todayIn } from '../../sync/today-in.ts';
import { confirmLabel, newCourseLabel } from '../button-labels.ts';
import { courseName } from '../course-name.ts';
import { idColumnAnswers, isIdColumn } from '../needs-sentences.ts';
import { shownDay } from '../shown-day.ts';
import { shownName } from './shown-text.ts';

/**
 * Fields in which a person says what the file does not. What is said goes into the action under `course`, `day`, `sheets` and
 * `isIdColumn`.
 */
export interface CardForm {
  course: CourseField | null;
  day: DayField | null;
  sheets: SheetsField | null;
  idColumn: IdColumnField | null;
  /** Answers by one press, beside the fields: courses that this person was at last; null where there are none. */
  quickCourses: { label: string; choices: Choice[] } | null;
  /** Of two answers the first; null where there is one. */
  instead: Choice | null;
  submitLabel: string;
  /** Sent when the form is submitted, together with the values of its fields. */
  action: GiveInput;
}

type GiveInput = Extract<CardAction, { do: 'give_input' }>;

interface Choice {
  label: string;
  action: GiveInput;
}

interface Option {
  label: string;
  value: string;
}

/** A question and both of its answers. */
export interface IdColumnField {
  label: string;
  placeholder: string;
  yes: string;
  no: string;
}

export interface SheetsField {
  label: string;
  placeholder: string;
  /** `value` is the name of the sheet. */
  options: Option[];
  /** Chosen beforehand; a proposal only. */
  proposed: string[];
}

export interface CourseField {
  label: string;
  /** Courses to choose from; null where none is known. */
  choice: { placeholder: string; options: Option[]; isFirstProposed: boolean; otherLabel: string } | null;
  /** For a course that is not among them. */
  text: { placeholder: string; maxLength: number };
}

export interface DayField {
  label: string;
  placeholder: string;
  /** Chosen beforehand, and the label says where it is from; null: nothing is. */
  proposed: CalendarDay | null;
  /** Days that submit the form by one press. */
  quick: Choice[];
}

/** The form of a sync that waits for a person; null where there is nothing to ask. @param now epoch ms */
export function syncCardForm(sync: SyncRecord, now: number): CardForm | null {
  const { id, status, needs } = sync;
  if (status !== 'needs_input' || needs === null) return null;
  const confirms = needs.confirm.length > 0;
  return {
    course: needs.course ? courseField(needs) : null,
    day: needs.day ? dayField(id, needs, now) : null,
    sheets: needs.sheets.length === 0 ? null : sheetsField(needs),
    idColumn: needs.idColumn === null ? null : idColumnField(needs.idColumn),
    quickCourses: quickCourses(id, needs),
    instead: useSimilar(id, needs),
    submitLabel: submitLabel(sync, needs),
    action: { do: 'give_input', syncId: id, ...(confirms ? { confirm: true } : {}) },
  };
}

function submitLabel(sync: SyncRecord, { confirm }: SyncNeeds): string {
  if (confirm.length === 0) return '继续同步';
  const isNewCourse = confirm.some(({ code }) => code === 'course_similar');
  return isNewCourse ? newCourseLabel(sync) : confirmLabel(sync);
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

/** Nothing is chosen beforehand: by the wrong column everybody would be somebody else. */
function idColumnField({ title }: AskedIdColumn): IdColumnField {
  return { label: isIdColumn(title), placeholder: '请选择', ...idColumnAnswers };
}

const mostQuick = 5;

/** A proposal is chosen already; sheets and a column have to be chosen in the form. */
function quickCourses(
  syncId: string,
  { course: isAsked, proposedCourse, recentCourses = [], sheets, idColumn }: SyncNeeds,
): CardForm['quickCourses'] {
  if (!isAsked || proposedCourse !== null || sheets.length > 0 || idColumn !== null) return null;
  const choices = recentCourses.filter(isShort).slice(0, mostQuick);
  if (choices.length === 0) return null;
  return {
    label: '最近的课程',
    choices: choices.map((course) => ({
      label: courseName(shownName(course, longestOnButton)),
      action: { do: 'give_input', syncId, course },
    })),
  };
}

/** A card holds so many options, and so long ones; what is not among them can be typed. */
const mostOptions = 30;
const longestOption = 60;

function isShort(course: string): boolean {
  return [...course].length <= longestOption;
}

function courseField(asked: SyncNeeds): CourseField {
  const needs =
    [...(asked.proposedCourse ?? '')].length > longestCourse ? { ...asked, proposedCourse: null } : asked;
  const options = courseOptions(needs).slice(0, mostOptions);
  const hasOptions = options.length > 0;
  const isFirstProposed = needs.proposedCourse !== null;
  const choice = { placeholder: '请选择课程', options, isFirstProposed, otherLabel: '新课程…' };
  const placeholder = hasOptions ? '新课程的名称（上面没有时填写）' : '请填写课程名称';
  return {
    label: '课程',
    choice: hasOptions ? choice : null,
    text: { placeholder, maxLength: longestCourse },
  };
}

/** The proposal first, with where it is from. */
function courseOptions({ proposedCourse, proposedFrom, knownCourses }: SyncNeeds): Option[] {
  const known = knownCourses.filter(isShort).map((course) => ({ label: course, value: course }));
  if (proposedCourse === null) return known;
  const from = proposedFrom === 'last_time' ? '上次这样的文件' : '文件名里的';
  const key = courseKey(proposedCourse);
  return [
    { label: `${proposedCourse}（${from}）`, value: proposedCourse },
    ...known.filter(({ value }) => courseKey(value) !== key),
  ];
}

const dayMs = 86_400_000;

function dayField(syncId: string, needs: SyncNeeds, now: number): DayField {
  const proposedDay = needs.proposedDay ?? null;
  const today = todayIn('Asia/Shanghai', now);
  const yesterday = todayIn('Asia/Shanghai', now - dayMs);
  const named = proposedDay === null ? '' : `文件名里的${shownDay(proposedDay, today)}`;
  const days = [
    ...(proposedDay === null ? [] : [{ day: proposedDay, label: named }]),
    ...[
      { day: today, label: `今天 ${shownDay(today, today)}` },
      { day: yesterday, label: `昨天 ${shownDay(yesterday, today)}` },
    ].filter(({ day }) => day !== proposedDay),
  ];
  return {
    label: proposedDay === null ? '学习日期' : `学习日期（已选${named}，请核对）`,
    placeholder: '请选择学习日期',
    proposed: proposedDay,
    quick: days.map(({ day, label }) => ({ label, action: { do: 'give_input', syncId, day } })),
  };
}
