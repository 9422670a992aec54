import type { SyncReport } from '../../sync/report.ts';
import { explainWarning } from '../explain-warning.ts';
import { maskPhones } from './shown-text.ts';

const remarksShown = 5;

/** What staff should know although nothing failed: the same remark about many rows is one line. */
export function remarks(report: SyncReport | null): string[] {
  const linesOf = new Map<string, number[]>();
  for (const warning of report?.warnings ?? []) {
    const remark = maskPhones(explainWarning(warning));
    const lines = linesOf.get(remark) ?? [];
    if (warning.line !== null) lines.push(warning.line);
    linesOf.set(remark, lines);
  }
  const all = [...linesOf].map(([remark, lines]) => `${whichRows(lines)}${remark}。`);
  const hidden = all.length - remarksShown;
  return hidden > 0 ? [...all.slice(0, remarksShown), `还有${hidden}种提示，请看上传页面。`] : all;
}

function whichRows(lines: readonly number[]): string {
  if (lines.length === 0) return '';
  return lines.length === 1 ? `第${lines[0]}行：` : `有${lines.length}行：`;
}
