import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../src/errors.ts';
import { readAppScopes } from '../../src/feishu/admin/app-scopes.ts';
import { mayAct } from '../../src/feishu/admin/document-permissions.ts';
import { askConnectionAddress } from '../../src/feishu/admin/event-way.ts';
import { listViewNames } from '../../src/feishu/admin/views.ts';
import type { Calls } from '../../src/feishu/calls/call.ts';
import { createBotIdentity } from '../../src/feishu/chat/bot-identity.ts';
import { listCommandNames } from '../../src/feishu/chat/register-commands.ts';
import { isMember } from '../../src/feishu/login/is-member.ts';
import { createOwnTenant } from '../../src/feishu/login/own-tenant.ts';
import { getRecords } from '../../src/feishu/records/get-records.ts';
import { searchPage } from '../../src/feishu/records/search-records.ts';
import { createRecords, updateRecords } from '../../src/feishu/records/write-records.ts';
import { describeTable, findTableIds, readProperties } from '../../src/feishu/tables/describe-base.ts';
import { locateBase } from '../../src/feishu/tables/locate-base.ts';
import { callRawServer, json } from './raw-server.ts';

let server: Awaited<ReturnType<typeof callRawServer>> | null = null;
afterEach(() => server?.close());

/** A call, a whole answer to it, and what of that answer a document promises and nobody can do without. */
interface Reading {
  name: string;
  answer: object;
  promised: string[];
  run(calls: Calls): Promise<unknown>;
}

const record = { record_id: 'rec1', fields: { 用户ID: [{ type: 'text', text: 'u_1' }] }, created_time: 1 };
const table = (calls: Calls) => ({ calls, appToken: 'app1', tableId: 'tbl1' });
const search = { fields: ['用户ID'], pageSize: 500, pageToken: null };
const property = { table_id: 'tbl1', multiple: true, back_field_id: 'fld2', options: [{ name: '甲' }] };
const field = { field_id: 'fld1', field_name: '用户ID', type: 1, property };

const reads: Reading[] = [
  {
    name: 'app get',
    answer: { code: 0, data: { app: { time_zone: 'Asia/Shanghai', is_advanced: true } } },
    promised: ['data', 'data.app'],
    run: (calls) => readProperties({ calls, appToken: 'app1' }),
  },
  {
    name: 'tables list',
    answer: { code: 0, data: { items: [{ table_id: 'tbl1', name: '学员总表' }], has_more: false, total: 1 } },
    promised: ['data', 'data.items.0.table_id', 'data.items.0.name'],
    run: (calls) => findTableIds({ calls, appToken: 'app1' }, ['学员总表']),
  },
  {
    name: 'fields list',
    answer: { code: 0, data: { items: [field], has_more: false, total: 1 } },
    promised: ['data', 'data.items.0.field_id', 'data.items.0.field_name', 'data.items.0.type'],
    run: (calls) => describeTable({ calls, appToken: 'app1' }, 'tbl1', '学员总表'),
  },
  {
    name: 'records search',
    answer: { code: 0, data: { items: [record], has_more: true, page_token: 'p2', total: 2 } },
    promised: ['data', 'data.items.0.record_id', 'data.has_more', 'data.page_token'],
    run: (calls) => searchPage(table(calls), search),
  },
  {
    name: 'records batch_get',
    answer: { code: 0, data: { records: [record], absent_record_ids: [], forbidden_record_ids: [] } },
    promised: ['data', 'data.records.0.record_id'],
    run: (calls) => getRecords(table(calls), ['rec1']),
  },
  {
    name: 'wiki get_node',
    answer: { code: 0, data: { node: { obj_type: 'bitable', obj_token: 'app1' } } },
    promised: ['data', 'data.node', 'data.node.obj_type', 'data.node.obj_token'],
    run: (calls) => locateBase(calls, 'https://nvc.feishu.cn/wiki/WikiNode1'),
  },
  {
    name: 'bot info',
    answer: { code: 0, bot: { open_id: 'ou_bot', app_name: '学员同步' } },
    promised: ['bot', 'bot.open_id'],
    run: (calls) => createBotIdentity(calls)(),
  },
  {
    name: 'chat members',
    answer: { code: 0, data: { items: [{ member_id: 'ou_1' }], has_more: false, member_total: 1 } },
    promised: ['data', 'data.items.0.member_id'],
    run: (calls) => isMember(calls, 'oc_1', 'ou_1'),
  },
  {
    name: 'scopes list',
    answer: { code: 0, data: { scopes: [{ scope_name: 'bitable:app', grant_status: 1 }] } },
    promised: ['data', 'data.scopes', 'data.scopes.0.scope_name', 'data.scopes.0.grant_status'],
    run: readAppScopes,
  },
  {
    name: 'permission auth',
    answer: { code: 0, data: { auth_result: true } },
    promised: ['data', 'data.auth_result'],
    run: (calls) => mayAct({ calls, appToken: 'app1' }, 'edit'),
  },
  {
    name: 'views list',
    answer: { code: 0, data: { items: [{ view_id: 'vew1', view_name: '表格' }], has_more: false, total: 1 } },
    promised: ['data', 'data.items.0.view_name'],
    run: (calls) => listViewNames(table(calls)),
  },
  {
    name: 'slash commands list',
    answer: { code: 0, data: { items: [{ command_id: 'c1', command: 'help' }], has_more: false } },
    promised: ['data', 'data.items.0.command_id', 'data.items.0.command'],
    run: listCommandNames,
  },
  {
    name: 'connection address',
    answer: { code: 0, msg: 'success', data: { URL: 'wss://example.org/ws', ClientConfig: {} } },
    promised: ['data', 'data.URL'],
    run: (calls) => askConnectionAddress(calls, { appId: 'cli_1', appSecret: 'secret' }),
  },
  {
    name: 'tenant query',
    answer: { code: 0, data: { tenant: { tenant_key: 't1' } } },
    promised: ['data', 'data.tenant', 'data.tenant.tenant_key'],
    run: (calls) => createOwnTenant(calls)(),
  },
];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Every place in an answer, however deep; not inside cells, which may hold anything. */
function placesIn(value: unknown, path: string[] = []): string[][] {
  if (!isObject(value) || path.at(-1) === 'fields') return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(Array.isArray(value) ? [] : [[...path, key]]),
    ...placesIn(inner, [...path, key]),
  ]);
}

/** The answer with something else at one place. */
function changed(
  answer: object,
  path: readonly string[],
  change: (at: Record<string, unknown>, key: string) => void,
) {
  const copy: unknown = structuredClone(answer);
  const at = path.slice(0, -1).reduce((inner, key) => (isObject(inner) ? inner[key] : undefined), copy);
  if (isObject(at)) change(at, path.at(-1) ?? '');
  return z.object({}).loose().parse(copy);
}

const changes: Record<string, (at: Record<string, unknown>, key: string) => void> = {
  'left out': (at, key) => void delete at[key],
  null: (at, key) => void Reflect.set(at, key, null),
};

async function read(calls: (calls: Calls) => Promise<unknown>, answer: object): Promise<unknown> {
  server = await callRawServer([json(answer)]);
  const result = await calls(server.calls).catch((thrown: unknown) => thrown);
  await server.close();
  return result;
}

describe.each(reads)('the answer to $name', ({ name, answer, promised, run }) => {
  const places = placesIn(answer).filter(([first]) => first !== 'code');

  it('is read', async () => {
    expect(await read(run, answer)).not.toBeInstanceOf(Error);
  });

  it.each(Object.keys(changes))(
    'is read with anything %s but what is promised, which is named',
    async (kind) => {
      const named: string[] = [];
      for (const path of places) {
        const result = await read(run, changed(answer, path, changes[kind] ?? (() => {})));
        const isUnreadable = result instanceof AppError && result.code === 'feishu_answer_unreadable';
        if (isUnreadable) {
          expect(result.details).toEqual({ call: name, field: path.join('.') });
          named.push(path.join('.'));
        } else if (result instanceof Error) {
          // What is missing may mean something: a table that is not listed is not there.
          expect(result).toMatchObject({ code: 'table_missing' });
        }
      }
      expect(named).toEqual(places.map((path) => path.join('.')).filter((path) => promised.includes(path)));
      expect(named).toHaveLength(promised.length);
    },
  );

  it('is read with fields that nobody knows', async () => {
    const known = await read(run, answer);
    const objects = [[], ...placesIn(answer)]
      .filter((path) => path.at(-1) !== 'fields')
      .map((path) => [...path, 'nobody_knows']);
    for (const path of objects)
      expect(
        await read(
          run,
          changed(answer, path, (at, key) => void Reflect.set(at, key, { x: [1] })),
        ),
      ).toEqual(known);
  });
});

describe('an answer in another shape', () => {
  it('is asked for once more, and never said to be a lost network', async () => {
    server = await callRawServer([json({ code: 0, data: { items: [record] } })]);
    const thrown = await searchPage(table(server.calls), search).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      code: 'feishu_answer_unreadable',
      details: { call: 'records search', field: 'data.has_more' },
    });
    expect(server.authorizations).toHaveLength(2);
    expect(server.logged()).toContain('"field":"data.has_more"');
  });

  it.each([
    ['without data', { code: 0 }],
    ['without records', { code: 0, data: {} }],
    ['without an id', { code: 0, data: { records: [{ fields: {} }] } }],
    ['that is something else', { ok: true }],
    ['that is a list', []],
  ])('to a create, %s, leaves it in doubt', async (_, answer) => {
    server = await callRawServer([json(answer)]);
    const create = createRecords(
      table(server.calls),
      [{ 用户ID: 'u_1' }],
      'fe599b60-450f-46ff-b2ef-9f6675625b97',
    );
    expect(await create).toEqual({ kind: 'unknown', because: { kind: 'silence', tooMuch: false } });
    expect(server.authorizations).toHaveLength(1);
    expect(server.logged()).toContain('"call":"records batch_create"');
    expect(server.logged()).toMatch(/"field":"/);
  });

  it('to an update, where nothing is read from the echo, does not matter', async () => {
    server = await callRawServer([json({ code: 0, data: {} })]);
    const update = updateRecords(table(server.calls), [{ recordId: 'rec1', cells: {} }], 'update');
    expect(await update).toEqual({ kind: 'done', body: null });
  });

  it('to the request for a token is named too: nothing was sent', async () => {
    server = await callRawServer([json({})], [json({ code: 0, token: 't' }), json({ code: 0, token: 't' })]);
    const create = createRecords(table(server.calls), [], 'fe599b60-450f-46ff-b2ef-9f6675625b97');
    await expect(create).rejects.toMatchObject({
      code: 'feishu_answer_unreadable',
      details: { call: 'tenant token', field: 'tenant_access_token' },
    });
  });
});
