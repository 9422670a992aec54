import type { ReportedWarning, RowFailure } from '../../sync/sync-report.ts';
import { remarkIn, type Tense } from '../change-words.ts';
import { explainWarning } from '../explain-warning.ts';
import { rowPlace } from '../row-place.ts';
import { failureGroups, type RowList } from './failed-rows.ts';
import { groupBy } from './group-by.ts';
import { maskPhones } from './shown-text.ts';

const remarksShown = 5;

/**
 * What staff should know although nothing failed: the same remark about many rows is one line. What people have corrected
 * in Base is a line of the outcome.
 */
export function remarks(warnings: readonly ReportedWarning[], tense: Tense): string[] {
  const told = warnings.filter(({ code }) => code !== 'kept_by_hand');
  const groups = groupBy(told, (warning) => maskPhones(remarkIn(tense, explainWarning(warning))));
  const all = [...groups].map(([remark, rows]) => `${whichRows(rows)}${remark}。`);
  const hidden = all.length - remarksShown;
  return hidden > 0 ? [...all.slice(0, remarksShown), `还有${hidden}种提示，请看上传页面。`] : all;
}

/** Of a remark about rows; empty for one about the file as a whole. */
function whichRows(rows: readonly ReportedWarning[]): string {
  const lines = rows.flatMap(({ sheet, line }) => (line === null ? [] : rowPlace({ sheet, line })));
  if (lines.length === 0) return '';
  return lines.length === 1 ? `${lines[0]}：` : `有${lines.length}行：`;
}

export interface RowsWithNews {
  failures: readonly RowFailure[];
  warnings: readonly ReportedWarning[];
}

/** What people know from the last time; null if there is nothing. @param namesRows as of failed rows */
export function asBefore(
  { failures, warnings }: RowsWithNews,
  tense: Tense,
  namesRows: boolean,
): RowList | null {
  const rows = new Set([...failures, ...warnings].map(({ sheet, line }) => `${sheet} ${line}`)).size;
  if (rows === 0) return null;
  const word = tense === 'planned' ? '不能写入' : '失败';
  return {
    title: `和上次一样 · ${rows}行`,
    lines: [
      ...failureGroups(failures, namesRows).map((line) => `${word}：${line}`),
      ...remarks(warnings, tense),
    ],
    buttons: [],
  };
}
