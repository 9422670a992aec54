/** How full the tables of a Base are, as far as anybody knows. */
export interface BaseRoom {
  learners: TableRoom;
  enrollments: TableRoom;
}

export type BaseTableName = keyof BaseRoom;

export interface TableRoom {
  /** Records, by the last count and what was created since; may be too many. */
  rows: number;
  /** Feishu has refused to let the table become so large; null if it never has. */
  refusedAt: number | null;
  /** The percentage up to which administrators were told. */
  told: number;
}

/** Too full to be left alone. */
export interface NearlyFull {
  table: BaseTableName;
  rows: number;
  /** Records that it is thought to hold. */
  limit: number;
  percent: number;
}

export const unknownRoom: BaseRoom = {
  learners: { rows: 0, refusedAt: null, told: 0 },
  enrollments: { rows: 0, refusedAt: null, told: 0 },
};

/**
 * What tables hold depends on the plan of the tenant and no call tells it: 20,000 records is what the documents of 1254103
 * say, 50,000 the most that a Base may have to be copied.
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app/create
 */
const documentedLimits = [20_000, 50_000];
/** Percentages at which administrators are told, so that there is time to make room. */
const levels = [90, 80];

/** Records that a table is thought to hold; null if it holds more than any document says. */
export function limitOf({ rows, refusedAt }: Pick<TableRoom, 'rows' | 'refusedAt'>): number | null {
  return refusedAt ?? documentedLimits.find((documented) => rows <= documented) ?? null;
}

/** @returns null if so many records are no reason to say anything */
export function nearlyFull(table: BaseTableName, room: TableRoom): NearlyFull | null {
  const { rows } = room;
  const limit = limitOf(room);
  if (limit === null) return null;
  const percent = levels.find((level) => rows * 100 >= limit * level);
  return percent === undefined ? null : { table, rows, limit, percent };
}

/** Whether so many more records are known not to fit. */
export function isKnownNotToFit({ rows, refusedAt }: TableRoom, more: number): boolean {
  return more > 0 && refusedAt !== null && rows + more >= refusedAt;
}
