import type { SyncView } from '../../bot/notice.ts';
import { offeredToWrite } from '../../sync/rows-to-write.ts';
import { isFinal, type SyncRecord, type SyncStatus } from '../../sync/sync-record.ts';
import type { ReportedWarning, RowFailure, SyncReport } from '../../sync/sync-report.ts';
import { remarkIn, type Tense, tenseOf } from '../change-words.ts';
import { describeSync } from '../describe-sync.ts';
import { explainRow } from '../explain-row.ts';
import { explainWarning } from '../explain-warning.ts';
import { enrollmentsThere } from '../outcome-sentences.ts';
import { rowPlace } from '../row-place.ts';
import { shownFileName } from '../shown-file-name.ts';
import { syncStateText } from '../sync-states.ts';
import { explainKept } from '../undo-sentences.ts';
import { type CardWords, type Tone, titleOf } from './card-words.ts';
import { maskPhones, shownName } from './shown-text.ts';
import { type CardForm, syncCardButtons, syncCardForm } from './sync-card-controls.ts';
import { coursesText, daysText } from './sync-facts.ts';

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

/** Nothing is wrong with a preview whose file has bad rows: it is a question. */
function toneOf(sync: SyncRecord): Tone {
  if (sync.isUndone) return 'plain';
  if (offeredToWrite(sync) !== null) return 'waiting';
  if (sync.dryRun && sync.error === null && isFinal(sync)) return 'plain';
  const { rowsFailed = 0, asBefore } = sync.summary ?? {};
  // Rows that failed in the same way last time do not color the card.
  return sync.status === 'partial' && asBefore?.failures === rowsFailed
    ? tones.succeeded
    : tones[sync.status];
}

function titleFor({ sync: { kind, dryRun, number }, about }: SyncView): string {
  if (kind === 'undo') return about === null ? `撤销 #${number}` : `撤销同步 #${about.number}（#${number}）`;
  return dryRun ? `预览 #${number}` : `学员同步 #${number}`;
}

/** What the card of a sync says in its state; the counts and names in it are the sync's, and phone numbers are masked. */
export function syncCardWords(view: SyncView): SyncCardWords {
  const { sync, report, queue, sandbox } = view;
  const { news, known } = splitReport(report);
  return {
    title: titleOf(titleFor(view), sandbox),
    state: syncStateText(sync, queue.before),
    tone: toneOf(sync),
    facts: facts(view),
    askedBy: sync.origin === null ? null : { label: '提交人', openId: sync.origin.openId },
    lines: describeSync(sync, queue, 'chat').map(maskPhones),
    numbers: numbers(sync),
    failedRows: sync.kind === 'undo' ? rowsLeft(report) : failedRows(sync, news.failures),
    remarks: remarks(news.warnings, tenseOf(sync)),
    asBefore: asBefore(known, tenseOf(sync)),
    buttons: syncCardButtons(view),
    form: syncCardForm(sync),
    footer: footer(sync),
  };
}

function facts(view: SyncView): Fact[] {
  const { sync } = view;
  const all = [
    { label: '文件', value: fileText(view) },
    { label: '课程', value: coursesText(sync) },
    { label: '学习日期', value: daysText(sync) },
  ];
  return all.filter(({ value }) => value !== '');
}

/** The file, and why this is not its first sync. */
function fileText({ sync: { fileName, rerunOf, previewOf }, about }: SyncView): string {
  const name = shownName(shownFileName(fileName), longestName);
  if (rerunOf !== null) return `${name}（重新同步）`;
  return previewOf !== null && about !== null ? `${name}（写入预览 #${about.number}）` : name;
}

function numbers(sync: SyncRecord): SyncCardWords['numbers'] {
  const { finishedAt, summary, dryRun, isUndone } = sync;
  if (finishedAt === null || summary === null || isUndone) return [];
  if (summary.undo !== undefined) {
    const { undone, kept, failed } = summary.undo;
    return [
      { label: '已撤销', value: undone },
      { label: '保留', value: kept },
      { label: '没有撤销', value: failed },
    ];
  }
  return [
    { label: '新学员', value: summary.learnersCreated },
    { label: dryRun ? '要更新' : '更新', value: summary.learnersUpdated },
    { label: '未变', value: summary.learnersUnchanged },
    { label: dryRun ? '要新增的学习记录' : '新增学习记录', value: summary.enrollmentsCreated },
    { label: dryRun ? '已有，不新增' : '已存在跳过', value: enrollmentsThere(summary) },
    { label: dryRun ? '不能写入' : '失败', value: summary.rowsFailed },
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
const correctOrWrite = '能写入的可以先写入；这些行点“下载不能写入的行”，改好后把它直接发给我。';
const correctThem = '点“下载不能写入的行”，改好后把它直接发给我。';

/** The first failed rows without phone numbers; null if none failed. */
function failedRows(sync: SyncRecord, failures: readonly RowFailure[]): FailedRows | null {
  if (failures.length === 0 || sync.isUndone) return null;
  const shown = failures.slice(0, rowsShown);
  return {
    title: titleOfRows(sync.dryRun ? '不能写入的行' : '失败的记录', failures.length),
    columns: { line: '行号', who: '学员', reason: '原因' },
    rows: shown.map((failure) => ({
      line: failure.sheet === null ? String(failure.line) : rowPlace(failure),
      who: whoOf(failure),
      reason: reasonOf(failure),
    })),
    hint: hintFor(sync),
  };
}

/** null where it is not the file that has to be corrected. */
function hintFor(sync: SyncRecord): string | null {
  if (sync.error !== null) return null;
  if (!sync.dryRun) return correctAndSend;
  return offeredToWrite(sync) === null ? correctThem : correctOrWrite;
}

function titleOfRows(what: string, count: number): string {
  return count > rowsShown ? `${what}（共${count}条，先列出前${rowsShown}条）` : `${what}（共${count}条）`;
}

/** What an undo has left, and why; null if nothing. */
function rowsLeft(report: SyncReport | null): FailedRows | null {
  const left = (report?.undone ?? []).filter(({ outcome }) => outcome !== 'undone');
  if (left.length === 0) return null;
  return {
    title: titleOfRows('保留的和没有撤销的', left.length),
    columns: { line: '行号', who: '学员', reason: '原因' },
    rows: left.slice(0, rowsShown).map((row) => ({
      line: row.sheet === null ? String(row.line) : rowPlace(row),
      who: shownName(row.userId, longestWho),
      reason: explainKept(row),
    })),
    hint: null,
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
function remarks(warnings: readonly ReportedWarning[], tense: Tense): string[] {
  const linesOf = new Map<string, string[]>();
  for (const warning of warnings) {
    if (warning.code === 'kept_by_hand') continue;
    const remark = maskPhones(remarkIn(tense, explainWarning(warning)));
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

function asBefore({ failures, warnings }: Rows, tense: Tense): Folded | null {
  const rows = new Set([...failures, ...warnings].map(({ sheet, line }) => `${sheet} ${line}`)).size;
  if (rows === 0) return null;
  const failedWord = tense === 'planned' ? '不能写入' : '失败';
  const hidden = failures.length - rowsShown;
  const failed = failures
    .slice(0, rowsShown)
    .map((failure) =>
      maskPhones(`${rowPlace(failure)} ${whoOf(failure)}：${failedWord}，${reasonOf(failure)}`),
    );
  return {
    title: `和上次一样 · ${rows}行`,
    lines: [
      ...failed,
      ...(hidden > 0 ? [`还有${hidden}行${failedWord}，请看上传页面。`] : []),
      ...remarks(warnings, tense),
    ],
  };
}

function whichRows(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return lines.length === 1 ? `${lines[0]}：` : `有${lines.length}行：`;
}
