import type { SheetChoice } from '../roster.ts';
import type { CollectedTable } from './collect-rows.ts';

export type SheetsChosen =
  | { kind: 'chosen'; tables: CollectedTable[] }
  /** Of these. */
  | { kind: 'asks'; tables: CollectedTable[]; sheets: SheetChoice[] };

/** As an answer: all of them. No sheet can have this name. */
const everySheet = '*';

/** Sheets that hold something else than the learners of a course, by what staff call them. */
const somethingElse = /退|取消|作废|旧|备份|副本|示例|模板|说明/;

/**
 * Which tables of a file are read. With rosters on several sheets a person is always asked: a workbook of 学员 and 退款名单 is
 * as common as one of 第一期 and 第二期. A sheet with nothing below its header is no second roster.
 * @param answer the names that a person chose; an answer that is not about this file counts as none
 */
export function chooseSheets(
  tables: readonly CollectedTable[],
  answer: readonly string[] | null,
): SheetsChosen {
  const filled = tables.filter((table) => rowsOf(table) > 0);
  if (filled.length < 2) return { kind: 'chosen', tables: filled.length === 1 ? filled : [...tables] };
  const isMeant = (name: string) => answer?.some((each) => each === name || each === everySheet);
  const chosen = filled.filter(({ table }) => isMeant(table.sheet?.name ?? ''));
  if (chosen.length > 0) return { kind: 'chosen', tables: chosen };
  return { kind: 'asks', tables: filled, sheets: filled.map(choiceOf) };
}

/** Records that are not blank; among them may be a footer. */
export function rowsOf({ sections }: CollectedTable): number {
  return sections.reduce(
    (sum, { records }) => sum + records.filter(({ oddity }) => !oddity?.footer).length,
    0,
  );
}

function choiceOf(table: CollectedTable): SheetChoice {
  const name = table.table.sheet?.name ?? '';
  return { name, rows: rowsOf(table), proposed: !somethingElse.test(name) };
}
