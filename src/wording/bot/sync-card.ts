import type { SyncView } from '../../bot/notice.ts';
import type { SyncRecord, SyncStatus } from '../../sync/sync-record.ts';
import type { ReportedWarning, RowFailure, SyncReport } from '../../sync/sync-report.ts';
import { describeSync } from '../describe-sync.ts';
import { explainRow } from '../explain-row.ts';
import { explainWarning } from '../explain-warning.ts';
import { enrollmentsThere } from '../outcome-sentences.ts';
import { rowPlace } from '../row-place.ts';
import { shownFileName } from '../shown-file-name.ts';
import { syncStateText } from '../sync-states.ts';
import { type CardWords, type Tone, titleOf } from './card-words.ts';
import { maskPhones, shownName } from './shown-text.ts';
import { type CardForm, syncCardButtons, syncCardForm } from './sync-card-controls.ts';

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
  /** What people know from the last time, to be folded away; null if there is nothing. */
  asBefore: Folded | null;
  form: CardForm | null;
  /** Time and calls, once the sync has ended. */
  footer: string | null;
}

export interface Folded {
  title: string;
  lines: string[];
}

export interface Fact {
  label: string;
  value: string;
}

const longestName = 100;

/** How the card looks at a glance. */
const tones: Record<SyncStatus, Tone> = {
  queued: 'busy',
  running: 'busy',
  needs_input: 'waiting',
  succeeded: 'good',
  partial: 'partly',
  failed: 'bad',
  canceled: 'plain',
};

/** What the card of a sync says in its state; the counts and names in it are the sync's, and phone numbers are masked. */
export function syncCardWords(view: SyncView): SyncCardWords {
  const { sync, report, queue, sandbox } = view;
  const { news, known } = splitReport(report);
  return {
    title: titleOf(`学员同步 #${sync.number}`, sandbox),
    state: syncStateText(sync, queue.before),
    tone: toneOf(sync),
    facts: facts(sync),
    askedBy: sync.origin === null ? null : { label: '提交人', openId: sync.origin.openId },
    lines: describeSync(sync, queue, 'chat').map(maskPhones),
    numbers: numbers(sync),
    failedRows: failedRows(news.failures, sync.error === null),
    remarks: remarks(news.warnings),
    asBefore: asBefore(known),
    buttons: syncCardButtons(view),
    form: syncCardForm(sync),
    footer: footer(sync),
  };
}

/** Rows that failed in the same way last time do not color the card. */
function toneOf({ status, summary }: SyncRecord): Tone {
  const { rowsFailed = 0, asBefore } = summary ?? {};
  return status === 'partial' && asBefore?.failures === rowsFailed ? tones.succeeded : tones[status];
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
    { label: '已存在跳过', value: enrollmentsThere(summary) },
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

/** By place, by the person as far as the row names one, and why. */
interface FailedRow {
  line: string;
  who: string;
  reason: string;
}

/** A table of rows that failed. */
export interface FailedRows {
  title: string;
  /** Headings of the columns. */
  columns: FailedRow;
  rows: FailedRow[];
  /** What to do about them. */
  hint: string | null;
}

/** More would hide the rest of the card; the whole list is sent on demand. */
const rowsShown = 10;
const longestWho = 60;
const longestValue = 30;

const correctAndSend = '点“下载失败明细”，改好后把它直接发给我；已经写入的不会重复。';

/**
 * The first failed rows without phone numbers; null if none failed.
 * @param correctable the file has to be corrected; otherwise something else stopped the sync
 */
function failedRows(failures: readonly RowFailure[], correctable: boolean): FailedRows | null {
  if (failures.length === 0) return null;
  const shown = failures.slice(0, rowsShown);
  return {
    title:
      failures.length > rowsShown
        ? `失败的记录（共${failures.length}条，先列出前${rowsShown}条）`
        : `失败的记录（共${failures.length}条）`,
    columns: { line: '行号', who: '学员', reason: '原因' },
    rows: shown.map((failure) => ({
      line: failure.sheet === null ? String(failure.line) : rowPlace(failure),
      who: whoOf(failure),
      reason: reasonOf(failure),
    })),
    hint: correctable ? correctAndSend : null,
  };
}

/** Nickname and 用户ID, as far as the row has them. */
function whoOf({ nickname, userId }: RowFailure): string {
  return shownName([nickname, userId ?? ''].filter((text) => text !== '').join(' '), longestWho);
}

/** With what is wrong, so that a person recognizes the row. */
function reasonOf(failure: RowFailure): string {
  const { value } = failure;
  return explainRow(failure, value === null ? undefined : shownName(value, longestValue));
}

const remarksShown = 5;

/**
 * What staff should know although nothing failed: the same remark about many rows is one line. What people have corrected
 * in Base is a line of the outcome.
 */
function remarks(warnings: readonly ReportedWarning[]): string[] {
  const linesOf = new Map<string, string[]>();
  for (const warning of warnings) {
    if (warning.code === 'kept_by_hand') continue;
    const remark = maskPhones(explainWarning(warning));
    const lines = linesOf.get(remark) ?? [];
    if (warning.line !== null) lines.push(rowPlace({ sheet: warning.sheet, line: warning.line }));
    linesOf.set(remark, lines);
  }
  const all = [...linesOf].map(([remark, lines]) => `${whichRows(lines)}${remark}。`);
  const hidden = all.length - remarksShown;
  return hidden > 0 ? [...all.slice(0, remarksShown), `还有${hidden}种提示，请看上传页面。`] : all;
}

type Rows = Pick<SyncReport, 'failures' | 'warnings'>;

/** What is news, and what people know from the last time. */
function splitReport(report: SyncReport | null): { news: Rows; known: Rows } {
  const { failures = [], warnings = [] } = report ?? {};
  const isKnown = ({ asBefore }: { asBefore?: true }) => asBefore === true;
  const isNews = ({ asBefore }: { asBefore?: true }) => asBefore !== true;
  return {
    news: { failures: failures.filter(isNews), warnings: warnings.filter(isNews) },
    known: { failures: failures.filter(isKnown), warnings: warnings.filter(isKnown) },
  };
}

function asBefore({ failures, warnings }: Rows): Folded | null {
  const rows = new Set([...failures, ...warnings].map(({ sheet, line }) => `${sheet} ${line}`)).size;
  if (rows === 0) return null;
  const hidden = failures.length - rowsShown;
  const failed = failures
    .slice(0, rowsShown)
    .map((failure) => maskPhones(`${rowPlace(failure)} ${whoOf(failure)}：失败，${reasonOf(failure)}`));
  return {
    title: `和上次一样 · ${rows}行`,
    lines: [...failed, ...(hidden > 0 ? [`还有${hidden}行失败，请看上传页面。`] : []), ...remarks(warnings)],
  };
}

function whichRows(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return lines.length === 1 ? `${lines[0]}：` : `有${lines.length}行：`;
}
