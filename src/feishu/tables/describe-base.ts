import { z } from 'zod';
import { AppError, type ErrorDetails } from '../../errors.ts';
import { answerOf, type Calls } from '../calls/call.ts';
import { readList } from '../calls/read-list.ts';
import type { DescribedTable } from './check-tables.ts';
import { TableField } from './field-types.ts';

/** A Base, and the way to it. */
export interface BaseAccess {
  calls: Calls;
  appToken: string;
}

export interface BaseProperties {
  name: string;
  timeZone: string;
  /** 高级权限 is on. */
  isAdvanced: boolean;
}

const AppBody = z.object({
  data: z.object({
    app: z.object({
      name: z.string().nullish(),
      time_zone: z.string().nullish(),
      is_advanced: z.boolean().nullish(),
    }),
  }),
});

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app/get */
export async function readProperties({ calls, appToken }: BaseAccess): Promise<BaseProperties> {
  const result = await calls.read({
    name: 'app get',
    send: (client, authorization) =>
      client.bitable.v1.app.get({ path: { app_token: appToken } }, authorization),
    body: AppBody,
  });
  const { app } = answerOf(result).data;
  return { name: app.name ?? '', timeZone: app.time_zone ?? '', isAdvanced: app.is_advanced ?? false };
}

/** The most that lists of tables and fields return at once. */
const pageSize = 100;
/** Whether a table is given by its id, not by its name. */
export function isTableId(table: string): boolean {
  return /^tbl[A-Za-z0-9]+$/.test(table);
}

const ListedTable = z.object({ table_id: z.string(), name: z.string() });
type ListedTable = z.infer<typeof ListedTable>;

/**
 * The tables of a Base.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table/list
 */
export function listTables(base: BaseAccess): Promise<ListedTable[]> {
  return readList(base.calls, {
    name: 'tables list',
    item: ListedTable,
    send: (client, authorization, page) =>
      client.bitable.v1.appTable.list(
        { path: { app_token: base.appToken }, params: { page_size: pageSize, ...page } },
        authorization,
      ),
  });
}

/** The id of a table that is given by id or name; undefined if it is not there. */
export function idOfTable(listed: readonly ListedTable[], table: string): string | undefined {
  return listed.find(({ name, table_id }) => table_id === table || name === table)?.table_id;
}

/**
 * The ids of tables that are given by id or by name; names cost a call.
 * @throws AppError `table_missing` with all names that are not there, and those that are
 */
export async function findTableIds(base: BaseAccess, tables: readonly string[]): Promise<string[]> {
  if (tables.every(isTableId)) return [...tables];
  const listed = await listTables(base);
  const missing = tables.filter((table) => idOfTable(listed, table) === undefined);
  if (missing.length > 0)
    throw new AppError('table_missing', { details: { tables: missing, tablesFound: namesOf(listed) } });
  return tables.flatMap((table) => idOfTable(listed, table) ?? []);
}

const namesOf = (tables: readonly ListedTable[]) => tables.map(({ name }) => name);

/**
 * The fields of a table.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-field/list
 * @param name what staff call the table
 * @throws AppError `table_missing` with the name, and those of the tables that are there
 */
export async function describeTable(base: BaseAccess, id: string, name: string): Promise<DescribedTable> {
  try {
    const fields = await readList(base.calls, {
      name: 'fields list',
      item: TableField,
      send: (client, authorization, page) =>
        client.bitable.v1.appTableField.list(
          { path: { app_token: base.appToken, table_id: id }, params: { page_size: pageSize, ...page } },
          authorization,
        ),
    });
    return { id, name, fields };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'table_missing') throw error;
    const tablesFound = namesOf(await listTables(base).catch(() => []));
    const details: ErrorDetails = { ...error.details, tables: [name], tablesFound };
    throw new AppError('table_missing', { details, cause: error });
  }
}
