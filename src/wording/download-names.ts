import type { SpreadsheetKind } from '../bot/ports.ts';
import { shownFileName } from './shown-file-name.ts';

const names: Record<SpreadsheetKind, { prefix: string; ending: string }> = {
  changes: { prefix: '变化', ending: 'xlsx' },
  failures: { prefix: '失败明细', ending: 'xlsx' },
  failures_csv: { prefix: '失败明细', ending: 'csv' },
};

/** What the file is called, after the roster, such as 失败明细-名单.xlsx. */
export function downloadName(kind: SpreadsheetKind, fileName: string): string {
  const { prefix, ending } = names[kind];
  return `${prefix}-${shownFileName(fileName).replace(/\.[^.]*$/, '')}.${ending}`;
}
