import type { SyncReport } from '../../sync/report.ts';
import { explainWarning } from '../explain-warning.ts';
import { maskPhones } from './mask-phones.ts';

const remarksShown = 5;

/** What staff should know although nothing failed: the same remark about many rows is one line. */
export function remarks(report: SyncReport | null): string[] {
  const counts = new Map<string, number>();
  for (const warning of report?.warnings ?? []) {
    const rows = warning.line === null ? 0 : 1;
    const remark = maskPhones(explainWarning(warning));
    counts.set(remark, (counts.get(remark) ?? 0) + rows);
  }
  const all = [...counts].map(([remark, rows]) => (rows === 0 ? `${remark}。` : `${remark}（${rows}行）。`));
  const hidden = all.length - remarksShown;
  return hidden > 0 ? [...all.slice(0, remarksShown), `还有${hidden}种提示，请看上传页面。`] : all;
}
