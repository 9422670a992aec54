import type { QueueView } from '../sync/queue/queue-view.ts';
import { offeredToWrite } from '../sync/rows-to-write.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import type { RowFailure, SyncReport } from '../sync/sync-report.ts';
import { remarkIn, tenseOf } from './change-words.ts';
import { courseName } from './course-name.ts';
import { describeSync } from './describe-sync.ts';
import { explainRow } from './explain-row.ts';
import { explainWarning } from './explain-warning.ts';
import { isIdColumn } from './needs-sentences.ts';
import { syncNews } from './news/sync-news.ts';
import { type Channel, writeStep } from './next-steps.ts';
import { printable } from './printable.ts';
import { rowPlace } from './row-place.ts';
import { syncStateText } from './sync-states.ts';
import { explainKept } from './undo-sentences.ts';

export const usage = `用法：npm run --silent sync -- 名单.csv [--course 课程] [--date 2026-05-16] [--sheet 工作表] [--column 列名] [--dry-run] [--yes] [--json] [--wait 分钟]

  --course   名单里没有课程列时，这份名单的课程
  --date     名单里没有日期列时，学习日期（YYYY-MM-DD）
  --sheet    有几个工作表都是名单时，要同步的那个；可以写几次，--sheet '*' 表示全部
  --column   名单里没有用户ID列而问起某一列时，确认这一列就是用户ID
  --dry-run  只预览，不写入
  --write    写入编号为它的预览，例如 --write 37；不用再给文件
  --yes      名单反常时不再问，直接确认写入
  --json     输出 JSON，供脚本使用
  --wait     飞书连不上或繁忙时最多等几分钟（默认15，0 表示不等）；之后仍在排队，恢复后自动继续

退出码：0 全部成功；2 有几行失败；1 没有写入、没有写完，或缺少课程、日期、工作表、用户ID列；3 要人确认，而这里没有人可以问。`;

/** @param commands the words that can stand after `npm run` */
export function commandsUsage(commands: readonly string[]): string {
  return ['可以用的命令：', ...commands.map((name) => `  npm run --silent ${name} -- --help`)].join('\n');
}

export function unknownCommand(name: string): string {
  return name === '' ? '请说明要运行哪个命令。' : `没有命令“${printable(name)}”。`;
}

export const oneFile = '请给出一个名单文件。';
export const seeHelp = '用法：npm run --silent sync -- --help';

export function cannotRead(file: string): string {
  return `读不到文件“${printable(file)}”。请检查路径和权限。`;
}

/** Printed when a command is stopped before its sync has ended. */
export const leftUnfinished =
  '已停止等待。没做完的同步没有丢：服务运行时，或者下次运行这个命令时，会自己继续，不会重复。';

/** Printed when a command has waited with its sync for long enough. */
export const queuedForLater =
  '已排队，恢复后自动继续：服务运行时，或者下次运行这个命令时；已经写入的不会重复。';
export const invalidWrite = '--write 后面请填写预览的编号，例如 --write 37；不用再给文件。';

export function noPreview(number: number): string {
  return `没有找到同步 #${number}。请核对编号。`;
}

export const invalidWait = '--wait 后面请填写分钟数，例如 --wait 60。';

/** Which flags would answer what the file leaves open. */
export function missingFlags({ needs }: SyncRecord): string {
  if (needs === null) return '';
  const flags = [...(needs.course ? ['--course 课程名'] : []), ...(needs.day ? ['--date YYYY-MM-DD'] : [])];
  if (needs.sheets.length > 0) flags.unshift("--sheet 工作表名（或 --sheet '*'）");
  if (needs.idColumn !== null) flags.unshift(`--column '${printable(needs.idColumn.title)}'`);
  if (flags.length > 0) return `请加上 ${flags.join(' 和 ')}，再运行一次。`;
  return '';
}

/** Asked at the terminal. @param title of the column */
export function idColumnQuestion(title: string): string {
  return `名单里没有用户ID。${isIdColumn(printable(title))}输入 y 是，输入 n 不是，直接回车先不写：`;
}

/** What was typed at the question; null if that is no answer. */
export function readIdColumnAnswer(typed: string): boolean | null {
  const said = readWord(typed);
  if (yesWords.includes(said)) return true;
  return ['n', 'no', '不是', '否'].includes(said) ? false : null;
}

const yesWords: readonly string[] = ['y', 'yes', '是', '确认'];

function readWord(typed: string): string {
  return typed.trim().normalize('NFKC').toLowerCase();
}

/** Printed when a sync waits for a confirmation that nobody here can give. */
export function leftToConfirm({ number }: SyncRecord): string {
  return `同步 #${number} 在等人确认，还没有写入。请在上传页面点“等您补充”处理，或者核对后加上 --yes 再运行一次。`;
}

/** @param similar courses that may be meant, where a course is asked about */
export function confirmQuestion(lines: readonly string[], similar: readonly string[]): string {
  const existing = similar.length === 1 ? courseName(similar[0] ?? '') : '已有的课程';
  const choices =
    similar.length === 0
      ? '确认写入吗？输入 y 确认，直接回车先不写：'
      : `输入 1 用${existing}，输入 2 确实是新课程，直接回车先不写：`;
  return [...lines.map(printable), choices].join('\n');
}

/** What was typed at the question. @param choosesCourse whether a course was asked about */
export function readConfirmation(typed: string, choosesCourse: boolean): 'confirm' | 'use_similar' | 'leave' {
  const said = readWord(typed);
  if (choosesCourse) return said === '1' ? 'use_similar' : said === '2' ? 'confirm' : 'leave';
  return yesWords.includes(said) ? 'confirm' : 'leave';
}

/** The result of a sync as lines for the terminal: its number and state, what happened, then each failed row and each remark. */
export function resultLines(
  sync: SyncRecord,
  report: SyncReport | null,
  queue: QueueView,
  channel: Channel,
): string[] {
  const tense = tenseOf(sync);
  const { split } = syncNews(sync, { before: queue.before, aboutNumber: null });
  const failures = report?.failures ?? [];
  const warnings = report?.warnings ?? [];
  const undone = report?.undone?.filter(({ outcome }) => outcome !== 'undone') ?? [];
  return [
    `${sync.kind === 'undo' ? '撤销' : '同步'} #${sync.number}：${syncStateText(sync, queue.before)}`,
    ...describeSync(sync, queue, channel),
    ...(split === null ? [] : [split]),
    ...writingOf(sync, channel),
    ...undone.map((row) => `${rowPlace(row)}（${printable(row.userId)}）${explainKept(row)}`),
    ...failures.map(
      (failure) => `${known(failure)}${rowPlace(failure)}${whose(failure)}：${explainRow(failure)}`,
    ),
    ...warnings.map((warning) =>
      warning.line === null
        ? `提示：${remarkIn(tense, explainWarning(warning))}`
        : `${known(warning)}提示（${rowPlace({ sheet: warning.sheet, line: warning.line })}）：${remarkIn(tense, explainWarning(warning))}`,
    ),
  ];
}

/** How to write what a preview has shown. */
function writingOf(sync: SyncRecord, channel: Channel): string[] {
  const count = offeredToWrite(sync);
  return count === null ? [] : [`要写入这${count}条，请${writeStep(channel, sync.number, count)}`];
}

/** In front of what people know from the last time; the terminal has nothing to fold it away. */
function known({ asBefore }: { asBefore?: true }): string {
  return asBefore ? '[和上次一样] ' : '';
}

/** What the row is recognized by: the nickname and what is wrong. */
function whose({ nickname, value }: RowFailure): string {
  const known = [nickname, value ?? ''].filter((text) => text !== '').map(printable);
  return known.length === 0 ? '' : `（${known.join('，')}）`;
}
