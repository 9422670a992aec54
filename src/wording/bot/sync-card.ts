import type { SyncView } from '../../bot/notice.ts';
import type { SyncRecord } from '../../sync/sync-record.ts';
import { describeSync } from '../describe-sync.ts';
import { shownFileName } from '../shown-file-name.ts';
import { syncCardState } from '../sync-states.ts';
import type { CardWords } from './card-words.ts';
import { type FailedRows, failedRows } from './failed-rows.ts';
import { remarks } from './remarks.ts';
import { shownName } from './shown-name.ts';
import { maskPhones } from './shown-text.ts';
import { syncCardButtons } from './sync-card-controls.ts';
import { type CardForm, syncCardForm } from './sync-card-form.ts';
import { titleOf } from './title.ts';

/** What the card of one sync says. */
export interface SyncCardWords extends CardWords {
  /** A word for the state, such as 处理完毕. */
  state: string;
  /** Such as 文件: what the sync is about. */
  facts: Fact[];
  /** open_id of the person who asked, under this label; a card can show the name, text cannot. */
  askedBy: { label: string; openId: string } | null;
  /** The counts of a sync that has ended; empty before. */
  numbers: { label: string; value: number }[];
  failedRows: FailedRows | null;
  /** Not failures, but worth knowing. */
  remarks: string[];
  form: CardForm | null;
  /** Time and calls, once the sync has ended. */
  footer: string | null;
}

export interface Fact {
  label: string;
  value: string;
}

const longestName = 100;

/** What the card of a sync says in its state; the counts and names in it are the sync's, and phone numbers are masked. */
export function syncCardWords(view: SyncView): SyncCardWords {
  const { sync, report, queuedBefore, sandbox } = view;
  const { word, tone } = syncCardState(view);
  return {
    title: titleOf(`学员同步 #${sync.number}`, sandbox),
    state: word,
    tone,
    facts: facts(sync),
    askedBy: sync.origin === null ? null : { label: '提交人', openId: sync.origin.openId },
    lines: describeSync(sync, queuedBefore).map(maskPhones),
    numbers: numbers(sync),
    failedRows: failedRows(report, sync.error === null),
    remarks: remarks(report),
    buttons: syncCardButtons(view),
    form: syncCardForm(sync),
    footer: footer(sync),
  };
}

function facts({ fileName, input, rerunOf, summary }: SyncRecord): Fact[] {
  const name = shownName(shownFileName(fileName), longestName);
  const courses = summary?.courses.length ? summary.courses : [input.course ?? ''];
  const all = [
    { label: '文件', value: rerunOf === null ? name : `${name}（重新同步）` },
    { label: '课程', value: namesOf(courses) },
    { label: '学习日期', value: daysOf(summary) ?? input.day ?? '' },
  ];
  return all.filter(({ value }) => value !== '');
}

const coursesShown = 3;
const longestOfSeveral = 30;

function namesOf(courses: readonly string[]): string {
  const longest = courses.length === 1 ? longestName : longestOfSeveral;
  const shown = courses
    .slice(0, coursesShown)
    .map((course) => shownName(course, longest))
    .join('、');
  return courses.length > coursesShown ? `${shown} 等 ${courses.length} 门` : shown;
}

function daysOf(summary: SyncRecord['summary']): string | null {
  if (summary === null || summary.firstDay === null || summary.lastDay === null) return null;
  const { firstDay, lastDay } = summary;
  return firstDay === lastDay ? firstDay : `${firstDay} 至 ${lastDay}`;
}

function numbers({ finishedAt, summary }: SyncRecord): SyncCardWords['numbers'] {
  if (finishedAt === null || summary === null) return [];
  return [
    { label: '新学员', value: summary.learnersCreated },
    { label: '更新', value: summary.learnersUpdated },
    { label: '未变', value: summary.learnersUnchanged },
    { label: '新增学习记录', value: summary.enrollmentsCreated },
    { label: '已存在跳过', value: summary.enrollmentsSkipped },
    { label: '失败', value: summary.rowsFailed },
  ];
}

function footer({ finishedAt, summary }: SyncRecord): string | null {
  if (finishedAt === null || summary === null) return null;
  return `用时${duration(summary.durationMs)}，调用飞书${summary.baseCalls}次`;
}

function duration(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)}秒`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}秒` : `${Math.floor(seconds / 60)}分${seconds % 60}秒`;
}
