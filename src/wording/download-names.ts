import type { SpreadsheetKind } from '../bot/ports.ts';
import { shownFileName } from './shown-file-name.ts';

const prefixes: Record<SpreadsheetKind, string> = { changes: '变化', failures: '失败明细' };

/** What the file is called, after the roster, such as 失败明细-名单.xlsx. */
export function downloadName(kind: SpreadsheetKind, fileName: string, ending: 'csv' | 'xlsx'): string {
  return `${prefixes[kind]}-${shownFileName(fileName).replace(/\.[^.]*$/, '')}.${ending}`;
}
