import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createTenantToken } from '../../src/feishu/calls/tenant-token.ts';
import { checkQuickly, type QuickCheck } from '../../src/feishu/check-quickly.ts';
import { createLog } from '../../src/log.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { closedAfterTest } from '../support/closed-after-test.ts';
import { type Answer, html } from './raw-server.ts';
import { testClock } from './sandbox-base.ts';

const silent = createLog('silent');

async function platform(settings: SandboxOptions['settings'] = {}): Promise<Sandbox> {
  const options = { host: '127.0.0.1', port: 0, dataDir: null, seed: 'empty' } as const;
  return closedAfterTest(await startSandbox({ ...options, settings }));
}

/** The calls that were made, beside what came of them. */
async function check(
  { url, appId, appSecret, baseToken }: Pick<Sandbox, 'url' | 'appId' | 'appSecret' | 'baseToken'>,
  over: Partial<QuickCheck> = {},
  depth: 'credentials' | 'base' = 'base',
) {
  const calls: string[] = [];
  const outcome = await checkQuickly(
    {
      ...{ appId, appSecret, domain: url, baseReference: baseToken },
      ...{ learnerTable: '学员总表', enrollmentTable: '学习记录表' },
      ...{ clock: testClock(), random: () => 0.5, log: silent },
      token: createTenantToken(testClock()),
      onCall: ({ call }) => void calls.push(call),
      ...over,
    },
    depth,
  );
  return { outcome, calls };
}

it('finds nothing wrong in three calls; in one where only the credentials are asked for', async () => {
  const sandbox = await platform();
  expect(await check(sandbox)).toEqual({
    outcome: { kind: 'ok' },
    calls: ['tenant token', 'tables list', 'app get'],
  });
  expect(await check(sandbox, {}, 'credentials')).toEqual({
    outcome: { kind: 'ok' },
    calls: ['tenant token'],
  });
});

it('leaves the token to whoever calls next', async () => {
  const token = createTenantToken(testClock());
  await check(await platform(), { token }, 'credentials');
  expect(await token.get(() => expect.unreachable())).toMatch(/^t-/);
});

it.each<[string, SandboxOptions['settings'], Partial<QuickCheck>]>([
  ['wrong_app_secret', {}, { appSecret: 'wrong' }],
  ['missing_scope', { scopes: [] }, {}],
  ['not_collaborator', { documentRole: 'none' }, {}],
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
