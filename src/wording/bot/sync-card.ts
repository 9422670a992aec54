import type { SyncView } from '../../bot/notice.ts';
import { isFinal, type SyncRecord } from '../../sync/sync-record.ts';
import type { SyncReport } from '../../sync/sync-report.ts';
import { tenseOf } from '../change-words.ts';
import { describeInParts } from '../describe-sync.ts';
import { type NewsTone, syncNews } from '../news/sync-news.ts';
import { enrollmentsThere } from '../outcome-sentences.ts';
import { shownFileName } from '../shown-file-name.ts';
import { type CardButton, type CardWords, type Tone, titleOf } from './card-words.ts';
import { download, failedRows, type RowList, rowsLeftBy } from './failed-rows.ts';
import { asBefore, type RowsWithNews, remarks } from './remarks.ts';
import { maskPhones, shownName } from './shown-text.ts';
import { syncCardButtons } from './sync-card-buttons.ts';
import { type CardForm, syncCardForm } from './sync-card-form.ts';
import { coursesText, daysText } from './sync-facts.ts';

/** What the card of one sync says: the news, what to do, and the rest folded away. */
export interface SyncCardWords extends CardWords {
  /** The one thing that is useful to do now; null where there is none, or where the form has it. */
  primary: CardButton | null;
  form: CardForm | null;
  /** Rows that failed, and what people know from the last time. */
  rows: RowList[];
  details: Details;
  /** Which sync it is. */
  footer: string;
}

/** What few people need to know or to do. */
export interface Details {
  title: string;
  lines: string[];
  /** The counts of a sync that has ended; empty before. */
  numbers: { label: string; value: number }[];
  /** open_id of the person who asked, under this label; a card can show the name, text cannot. */
  askedBy: { label: string; openId: string } | null;
  buttons: CardButton[];
}

/** What the card of a sync says in its state; the counts and names in it are the sync's, and phone numbers are masked. */
export function syncCardWords(view: SyncView): SyncCardWords {
  const { sync, queue, sandbox } = view;
  const news = syncNews(sync, { before: queue.before, aboutNumber: view.about?.number ?? null });
  const said = describeInParts(sync, queue, 'chat');
  const { primary, others, folded } = syncCardButtons(view);
  const figures = [news.split, news.also].filter((line) => line !== null);
  return {
    title: titleOf(shownName(news.title, longestTitle), sandbox),
    tone: toneOf(sync, news.tone),
    // Once it has ended, the title has the facts.
    lines: [...(isFinal(sync) ? [] : facts(sync)), ...said.first, ...figures, ...said.last].map(maskPhones),
    primary,
    form: syncCardForm(sync, queue.now),
    buttons: others,
    rows: rowLists(view),
    details: { ...details(view, said.details), buttons: folded },
    footer: footer(view),
  };
}

/** Feishu shows four lines. */
const longestTitle = 80;

/** Neither good nor bad: nothing has happened, or what has happened is taken back. */
function toneOf(sync: SyncRecord, tone: NewsTone): Tone {
  const isPlain = sync.status === 'canceled' || sync.isUndone || sync.dryRun;
  const tones = {
    working: 'busy',
    quiet: isPlain ? 'plain' : 'good',
    act: 'act',
    nothing_written: 'bad',
  } as const;
  return tones[tone];
}

function facts(sync: SyncRecord): string[] {
  const all = [
    { label: '课程', value: coursesText(sync) },
    { label: '学习日期', value: daysText(sync) },
  ];
  return all.filter(({ value }) => value !== '').map(({ label, value }) => `${label}：${value}`);
}

/** In a group everybody reads the card: there rows are only counted. */
function rowLists({ sync, report }: SyncView): RowList[] {
  const namesRows = sync.origin?.isPrivate === true;
  if (sync.kind === 'undo') return present(rowsLeftBy(report, namesRows));
  const { news, known } = splitReport(report);
  const failed = present(failedRows(sync, news.failures, namesRows));
  const before = present(asBefore(known, tenseOf(sync), namesRows));
  const isOnlyBefore = failed.length === 0 && known.failures.length > 0 && !sync.isUndone;
  return [...failed, ...before.map((list) => (isOnlyBefore ? { ...list, buttons: [download(sync)] } : list))];
}

function present(list: RowList | null): RowList[] {
  return list === null ? [] : [list];
}

function details({ sync, report }: SyncView, said: string[]): Omit<Details, 'buttons'> {
  const { finishedAt, summary, origin } = sync;
  const effort =
    finishedAt === null || summary === null
      ? []
      : [`用时${duration(summary.durationMs)}，调用飞书${summary.baseCalls}次`];
  return {
    title: '详情',
    lines: [
      ...(isFinal(sync) ? facts(sync) : []),
      ...said,
      ...remarks(splitReport(report).news.warnings, tenseOf(sync)),
      ...effort,
    ].map(maskPhones),
    numbers: numbers(sync),
    askedBy: origin === null ? null : { label: '提交人', openId: origin.openId },
  };
}

const longestName = 100;

/** Number and file, and why this is not its first sync. */
function footer({ sync: { number, fileName, rerunOf, previewOf }, about }: SyncView): string {
  const name = `#${number} · ${shownName(shownFileName(fileName), longestName)}`;
  if (rerunOf !== null) return `${name}（重新同步）`;
  return previewOf !== null && about !== null ? `${name}（写入预览 #${about.number}）` : name;
}

function numbers(sync: SyncRecord): Details['numbers'] {
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
    { label: dryRun ? '已有，不新增' : '已有', value: enrollmentsThere(summary) },
    { label: dryRun ? '不能写入' : '失败', value: summary.rowsFailed },
  ];
}

function duration(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)}秒`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}秒` : `${Math.floor(seconds / 60)}分${seconds % 60}秒`;
}

/** What is news, and what people know from the last time. */
function splitReport(report: SyncReport | null): { news: RowsWithNews; known: RowsWithNews } {
  const { failures = [], warnings = [] } = report ?? {};
  const isKnown = ({ asBefore: known }: { asBefore?: true }) => known === true;
  const isNews = ({ asBefore: known }: { asBefore?: true }) => known !== true;
  return {
    news: { failures: failures.filter(isNews), warnings: warnings.filter(isNews) },
    known: { failures: failures.filter(isKnown), warnings: warnings.filter(isKnown) },
  };
}
