import type { TextRow } from '../roster/xlsx/write-workbook.ts';
import type { CellChange, RowChange } from '../sync/sync-changes.ts';
import { changeWord, type Tense } from './change-words.ts';
import { explainCode } from './explain-code.ts';
import { fieldLabel } from './field-label.ts';

export const changesSheetName = '变化';

/** The columns with how wide they are, in characters. */
const columns = [
  ['行号', 8],
  ['工作表', 14],
  ['用户ID', 28],
  ['昵称', 16],
  ['变化', 26],
  ['课程', 24],
  ['学习日期', 12],
  ['改了什么', 40],
  ['原因', 40],
] as const;

export const changesWidths = columns.map(([, width]) => width);

/**
 * What a sync does to each row, as rows of a sheet.
 * @param tense whether it is still to come
 */
export async function* changesRows(rows: AsyncIterable<RowChange>, tense: Tense): AsyncGenerator<TextRow> {
  yield { cells: columns.map(([title]) => title), isHeader: true };
  for await (const row of rows) yield { cells: cellsOf(row, tense), isHeader: false };
}

function cellsOf(row: RowChange, tense: Tense): string[] {
  const { line, sheet, userId, nickname, kinds, course, day, cells } = row;
  return [
    String(line),
    sheet ?? '',
    userId ?? '',
    nickname,
    kinds.map((kind) => changeWord(kind, tense)).join('、'),
    course ?? '',
    day ?? '',
    cells.map(changedCell).join('\n'),
    explainCode(row),
  ];
}

function changedCell({ field, before, after }: CellChange): string {
  return `${fieldLabel(field)}：${before === '' ? '（空）' : before} → ${after}`;
}
