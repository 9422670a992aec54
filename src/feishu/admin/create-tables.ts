import { z } from 'zod';
import { answerOf } from '../calls/call.ts';
import type { BaseAccess } from '../tables/describe-base.ts';
import type { PlannedField } from './plan-tables.ts';

/** A field in the form in which Feishu creates it. */
interface FieldDefinition {
  field_name: string;
  type: number;
  property?: {
    date_formatter?: string;
    options?: { name: string }[];
    table_id?: string;
    multiple?: boolean;
    back_field_name?: string;
  };
}

/**
 * A table with these fields, the first of which is its primary field; no links.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table/create
 * @returns its id
 */
export async function createTable(
  { calls, appToken }: BaseAccess,
  name: string,
  fields: readonly PlannedField[],
): Promise<string> {
  const result = await calls.write({
    name: 'tables create',
    effect: 'create',
    send: (client, authorization) =>
      client.bitable.v1.appTable.create(
        {
          path: { app_token: appToken },
          data: { table: { name, default_view_name: '全部', fields: fields.map(definitionOf) } },
        },
        authorization,
      ),
    body: z.object({ data: z.object({ table_id: z.string() }) }),
  });
  return answerOf(result).data.table_id;
}

/**
 * Adds a field to a table. A two-way link gets its other side in the same call.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-field/create
 * @param token a random UUIDv4 under which a repeated call adds nothing
 * @returns its id
 */
export async function createField(
  { calls, appToken }: BaseAccess,
  tableId: string,
  field: PlannedField,
  token: string,
): Promise<string> {
  const result = await calls.write({
    name: 'fields create',
    effect: 'update',
    send: (client, authorization) =>
      client.bitable.v1.appTableField.create(
        {
          path: { app_token: appToken, table_id: tableId },
          params: { client_token: token },
          data: definitionOf(field),
        },
        authorization,
      ),
    body: z.object({ data: z.object({ field: z.object({ field_id: z.string() }) }) }),
  });
  return answerOf(result).data.field.field_id;
}

/** Numbers of types and their properties: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-field/guide */
function definitionOf(field: PlannedField): FieldDefinition {
  const { name: field_name, type } = field;
  switch (type) {
    case 'text':
      return { field_name, type: 1 };
    case 'select':
      return { field_name, type: 3, property: { options: field.options.map((name) => ({ name })) } };
    case 'date':
      return { field_name, type: 5, property: { date_formatter: 'yyyy/MM/dd' } };
    case 'created_time':
      return { field_name, type: 1001, property: { date_formatter: 'yyyy/MM/dd' } };
    case 'two_way_link':
      return {
        field_name,
        type: 21,
        property: { table_id: field.linkedTableId, multiple: true, back_field_name: field.backName },
      };
  }
}
