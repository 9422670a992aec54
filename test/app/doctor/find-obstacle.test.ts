import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { findObstacle } from '../../../src/app/doctor/find-obstacle.ts';
import { gatherSyncFacts, type SyncFactsOptions } from '../../../src/app/doctor/sync-facts.ts';
import { createTenantToken } from '../../../src/feishu/calls/tenant-token.ts';
import { createLog } from '../../../src/log.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { type Answer, html } from '../../feishu/raw-server.ts';
import { testClock } from '../../feishu/sandbox-base.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { control } from '../../support/tables.ts';

const silent = createLog('silent');

async function platform(settings: SandboxOptions['settings'] = {}): Promise<Sandbox> {
  const options = { host: '127.0.0.1', port: 0, dataDir: null, seed: 'empty' } as const;
  return closedAfterTest(await startSandbox({ ...options, settings }));
}

type Address = Pick<Sandbox, 'url' | 'appId' | 'appSecret' | 'baseToken'>;
type Over = Partial<Omit<SyncFactsOptions, 'config'> & SyncFactsOptions['config']['feishu']>;

/** The calls that were made, beside what came of them. */
async function check(
  { url, appId, appSecret, baseToken }: Address,
  { clock = testClock(), token = createTenantToken(testClock()), ...over }: Over = {},
  depth: 'credentials' | 'all' = 'all',
) {
  const calls: string[] = [];
  const feishu = {
    ...{ appId, appSecret, domain: url, baseReference: baseToken },
    ...{ learnerTable: '学员总表', enrollmentTable: '学习记录表', ...over },
  };
  const facts = gatherSyncFacts({
    ...{ config: { feishu, learnerFields: [], enrollmentFields: [] }, clock, log: silent, token },
    onCall: ({ call }) => void calls.push(call),
  });
  return { outcome: await findObstacle(facts, depth), calls };
}

it('finds nothing wrong in six calls; in one where only the credentials are asked for', async () => {
  const sandbox = await platform();
  const { outcome, calls } = await check(sandbox);
  expect(outcome).toEqual({ kind: 'ok' });
  expect(calls.toSorted()).toEqual(
    ['tenant token', 'app get', 'tables list', 'fields list', 'fields list', 'permission auth'].toSorted(),
  );
  expect(await check(sandbox, {}, 'credentials')).toEqual({
    outcome: { kind: 'ok' },
    calls: ['tenant token'],
  });
});

it('leaves the token to whoever calls next, and does not go by the one at hand', async () => {
  const token = createTenantToken(testClock());
  const sandbox = await platform();
  await check(sandbox, { token }, 'credentials');
  expect(await token.get(() => expect.unreachable())).toMatch(/^t-/);
  const { outcome } = await check(sandbox, { token, appSecret: 'changed' }, 'credentials');
  expect(outcome).toMatchObject({ kind: 'failed', code: 'wrong_app_secret' });
});

it.each<[string, SandboxOptions['settings'], Over]>([
  ['wrong_app_secret', {}, { appSecret: 'wrong' }],
  ['missing_scope', { scopes: [] }, {}],
  ['not_collaborator', { documentRole: 'none' }, {}],
  ['no_write_permission', { documentRole: 'view' }, {}],
  ['wrong_base_token', {}, { baseReference: 'nowhere' }],
  ['table_missing', {}, { learnerTable: '没有这张表' }],
  // Feishu has one code for a wrong secret and for an app that was stopped.
  ['wrong_app_secret', { appStatus: 'stopped' }, {}],
])('%s is found at once, without waiting', async (code, settings, over) => {
  const clock = testClock();
  const { outcome } = await check(await platform(settings), { ...over, clock });
  expect(outcome).toMatchObject({ kind: 'failed', code });
  expect(clock.sleeps).toEqual([]);
});

it('a field that is missing is found, with its name', async () => {
  const sandbox = await platform();
  await control(sandbox.url, 'POST', 'fields', { action: 'delete', table: '学员总表', field: '昵称' });
  const { outcome } = await check(sandbox);
  expect(outcome).toMatchObject({ kind: 'failed', code: 'tables_unfit' });
  expect(JSON.stringify(outcome)).toContain('昵称');
});

async function serverThat(answer: Answer) {
  const server = createServer((request, response) => answer(response, request)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closedAfterTest({
    async close() {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, appId: 'cli_1', appSecret: 's', baseToken: 'bascn' };
}

it.each([
  ['a page that is not found', html(404)],
  ['a page', html(200)],
])('an address that answers with %s is no Open Platform', async (_, answer) => {
  const place = await serverThat(answer);
  expect((await check(place)).outcome).toMatchObject({
    kind: 'failed',
    code: 'not_open_platform',
    details: { domain: place.url },
  });
});

it('a gateway in trouble says nothing about the address', async () => {
  const { outcome } = await check(await serverThat(html(502)));
  expect(outcome).toMatchObject({ kind: 'failed', code: 'feishu_unreachable' });
});

it('nobody there', async () => {
  const nowhere = { url: 'http://127.0.0.1:1', appId: 'cli_1', appSecret: 's', baseToken: 'bascn' };
  expect((await check(nowhere)).outcome).toMatchObject({ kind: 'failed', code: 'feishu_unreachable' });
});
