import { afterEach, beforeEach, expect, it } from 'vitest';
import { sendDigest } from '../../src/bot/notify/send-digest.ts';
import { createTenantToken } from '../../src/feishu/calls/tenant-token.ts';
import { openChat } from '../../src/feishu/chat/open-chat.ts';
import { createOpenBase } from '../../src/feishu/open-base.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import type { Store } from '../../src/store/open-store.ts';
import { countDueDigest } from '../../src/sync/digest/count-digest.ts';
import type { SyncTarget } from '../../src/sync/sync-record.ts';
import { syncTiming } from '../../src/sync/timing.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createSqlitePlace, silent } from '../store/sqlite/sqlite-place.ts';
import { createChatDriver } from '../support/chat-driver.ts';
import { callsOf, control } from '../support/tables.ts';

const monday = Date.parse('2026-05-18T09:30:00+08:00');

let clock: FakeClock;
let sandbox: Sandbox;
let place: Awaited<ReturnType<typeof createSqlitePlace>>;
let store: Store;
beforeEach(async () => {
  clock = createFakeClock(monday - 60_000);
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0, dataDir: null, seed: 'empty', now: clock.now });
  place = await createSqlitePlace();
  store = await place.open();
});
afterEach(async () => {
  await sandbox.close();
  await place.remove();
});

const add = async (table: string, ...cells: object[]) => {
  const records = cells.map((each) => ({ cells: each }));
  const { recordIds } = (await control(sandbox.url, 'POST', 'records', { table, records })) as {
    recordIds: string[];
  };
  return recordIds;
};
const enrollment = (learner: string, userId: string, course: string, day: string, status = '') => ({
  用户ID: userId,
  课程: course,
  学习日期: Date.parse(`${day}T00:00:00+08:00`),
  关联到学员总表: [learner],
  ...(status === '' ? {} : { 报名状态: status }),
});

async function fillBase(): Promise<void> {
  const field = { field_name: '报名状态', type: 1 };
  await control(sandbox.url, 'POST', 'fields', { action: 'add', table: '学习记录表', field });
  const [anna = '', bela = ''] = await add('学员总表', { 用户ID: 'u_anna' }, { 用户ID: 'u_bela' });
  await add(
    '学习记录表',
    enrollment(anna, 'u_anna', '非暴力沟通入门', '2026-05-16'),
    enrollment(anna, 'u_anna', '共情倾听', '2025-01-04'),
    enrollment(bela, 'u_bela', '非暴力沟通入门', '2026-05-16', '已退款'),
    enrollment(bela, 'u_bela', '非暴力沟通入门', '2026-05-23'),
  );
}

/** What a service does on its rounds. */
async function goRound(): Promise<void> {
  const { baseToken, appId, appSecret, url: domain } = sandbox;
  const { chats } = (await control(sandbox.url, 'GET', 'chat')) as {
    chats: { chatId: string; kind: string }[];
  };
  const target: SyncTarget = { domain, appId, baseToken, tables: '学员总表\n学习记录表' };
  const app = { appId, appSecret, domain, clock, random: Math.random, log: silent };
  const { digests, syncs, workerLock } = store;
  const openBase = createOpenBase({
    ...app,
    ...{ baseReference: baseToken, learnerTable: '学员总表', enrollmentTable: '学习记录表' },
    timing: syncTiming,
    token: createTenantToken(clock),
  });
  const shared = { digests, target, clock, log: silent };
  await countDueDigest({ ...shared, syncs, workerLock, openBase }, new AbortController().signal);
  await sendDigest({
    ...shared,
    chat: openChat({ ...app, sandbox: true }).chat,
    reportChat: chats.find(({ kind }) => kind === 'group')?.chatId ?? '',
    baseUrl: null,
  });
}

const said = async () =>
  (await createChatDriver(() => sandbox.url).messages()).map(({ content }) => JSON.stringify(content));

it('tells the chat on Monday at 9:30 what the last week came to, once', async () => {
  await fillBase();
  await goRound();
  expect(await said()).toEqual([]);
  clock.advance(60_000);
  await control(sandbox.url, 'DELETE', 'calls');
  await goRound();
  const [card = ''] = await said();
  expect(card).toContain('演示模式，未写入真实飞书 · 上周小结 · 5月11日至5月17日');
  expect(card).toContain('来学习的 2 人：新学员 1 位，老学员 1 位');
  expect(card).toContain('学习记录 2 条（前一周 0 条），其中已退款 1 条');
  expect(card).toContain('《非暴力沟通入门》：2（0）');
  // A token, the names of the tables, the Base, the fields of both; a page of enrollments, their learners, two counts.
  const baseCalls = (await callsOf(sandbox.url)).filter(({ path }) => !path.includes('/im/'));
  expect(baseCalls.length).toBeLessThanOrEqual(10);

  await store.close();
  store = await place.open();
  clock.advance(3 * 60 * 60_000);
  await goRound();
  expect(await said()).toHaveLength(1);
});

it('says nothing of a week in which nothing happened', async () => {
  clock.advance(60_000);
  await goRound();
  expect(await said()).toEqual([]);
});
