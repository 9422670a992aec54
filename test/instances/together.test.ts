import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SyncJson } from '../../src/http/sync-json.ts';
import type { ChatOrigin } from '../../src/sync/sync-record.ts';
import { encrypt, keys, messageEvent, signed } from '../feishu/events/deliveries.ts';
import { idOf, newestSyncs, post, settled, syncFile, upload } from '../support/api.ts';
import { createChatDriver, sendToBot } from '../support/chat-driver.ts';
import { parseExposition } from '../support/exposition.ts';
import { sampleFile } from '../support/samples.ts';
import { brokenLinks, readTables } from '../support/tables.ts';
import { openInstances } from './place.ts';

let instances: Awaited<ReturnType<typeof openInstances>>;
beforeAll(async () => {
  instances = await openInstances(3, {
    FEISHU_VERIFICATION_TOKEN: keys.verificationToken,
    FEISHU_ENCRYPT_KEY: keys.encryptKey,
  });
});
afterAll(() => instances.close());

const urlOf = (place: number) => instances.services[place]?.url ?? '';
const urls = () => instances.services.map(({ url }) => url);
const places = [0, 1, 2];
const othersThan = (...some: number[]) => places.filter((place) => !some.includes(place));
const answersTo = async (messageId: string) =>
  (await createChatDriver(() => instances.sandbox.url).messages()).filter(
    ({ replyTo }) => replyTo === messageId,
  );

/** As Feishu brings an event to whichever address the proxy in front of the instances gives it. */
async function deliver(url: string, event: object): Promise<number> {
  const body = JSON.stringify({ encrypt: encrypt(JSON.stringify(event)) });
  const delivery = signed(body, String(Math.floor(Date.now() / 1000)));
  const headers = { 'content-type': 'application/json', ...delivery.headers };
  return (await fetch(`${url}/feishu/events`, { method: 'POST', body, headers })).status;
}

function fileSent({ messageId, chatId, openId, file }: ChatOrigin, eventId: string): object {
  const message = {
    ...{ message_id: messageId, chat_id: chatId, create_time: String(Date.now()), message_type: 'file' },
    content: JSON.stringify({ file_key: file?.fileKey, file_name: '名单.csv' }),
  };
  const event = messageEvent(message, { sender_id: { open_id: openId } });
  return { ...event, header: { ...(event.header as object), event_id: eventId } };
}

const rosterOf = (mark: string, count: number) =>
  ['用户ID,昵称,手机号,课程,学习日期']
    .concat(
      Array.from(
        { length: count },
        (_, n) => `u_7f${mark}${String(n).padStart(9, '0')}_ABCDEFGHIJ,学员${n},,入门,2026-05-16`,
      ),
    )
    .join('\n');

describe('a file that one instance is told of while the other works', () => {
  interface Told {
    statuses: number[];
    /** What the page of the one that was told first hears of the sync. */
    followed: SyncJson[];
    answers: unknown[];
  }
  let told: Told;
  beforeAll(async () => {
    const chat = createChatDriver(() => instances.sandbox.url);
    const origin = await sendToBot(instances.sandbox.url, rosterOf('bb', 20));
    const firstSearch = {
      isMeant: (name: string) => /search$/.test(name),
      nth: 1,
      moment: 'unsent',
    } as const;
    let statuses: number[] = [];
    let following: Promise<SyncJson[]> = Promise.resolve([]);
    const working = instances.inCall(firstSearch, async (worker) => {
      // Whoever works goes on with it: the lock is held until nothing is left to do.
      const [other = '', third = ''] = othersThan(worker).map(urlOf);
      const eventId = randomUUID();
      const again = [other, third, urlOf(worker)].map((url) => deliver(url, fileSent(origin, eventId)));
      const underNewId = deliver(urlOf(worker), fileSent(origin, randomUUID()));
      statuses = await Promise.all([deliver(other, fileSent(origin, eventId)), ...again, underNewId]);
      const [sync] = await newestSyncs(other);
      following = eventsOf(other, sync?.id ?? '');
    });
    await upload(urlOf(0), { name: '另一份.csv', bytes: rosterOf('aa', 300) });
    await working;
    const followed = await following;
    await chat.answerTo(origin.messageId, /处理完毕/);
    told = { statuses, followed, answers: await answersTo(origin.messageId) };
  });

  it('is handled once, however often and to whomever it is delivered', async () => {
    expect(told.statuses).toEqual([200, 200, 200, 200, 200]);
    const numbers = await Promise.all(
      urls().map(async (url) => (await newestSyncs(url)).map(({ number }) => number)),
    );
    expect(numbers).toEqual(places.map(() => [2, 1]));
    expect((await readTables(instances.sandbox.url)).learners).toHaveLength(320);
  });

  it('has one card', () => {
    expect(told.answers).toHaveLength(1);
  });

  it('can be followed to its end on the page of the one that does not work', () => {
    expect(told.followed[0]).toMatchObject({ status: 'queued', queuedBefore: 1 });
    expect(told.followed.at(-1)).toMatchObject({ status: 'succeeded', summary: { enrollmentsCreated: 20 } });
  });
});

/** All that the page is told of a sync until its end. */
async function eventsOf(url: string, id: string): Promise<SyncJson[]> {
  const text = await (await fetch(`${url}/api/syncs/${id}/events`)).text();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => JSON.parse(json) as SyncJson);
}

it('an upload sent to all under one key is one sync', async () => {
  const file = { name: '名单.csv', bytes: rosterOf('cc', 5) };
  const key = randomUUID();
  const before = (await newestSyncs(urlOf(0))).length;
  const ids = await Promise.all(urls().map((url) => upload(url, file, { key })));
  expect(new Set(ids).size).toBe(1);
  expect(await settled(urlOf(1), ids[0] ?? '')).toMatchObject({ summary: { learnersCreated: 5 } });
  expect(await newestSyncs(urlOf(1))).toHaveLength(before + 1);
});

it('what one asks is answered at the other, and what one has written the other takes back', async () => {
  const [one = '', other = ''] = urls();
  const asking = await syncFile(one, sampleFile('roster-no-course-date.csv'));
  expect(asking.status).toBe('needs_input');
  await post(other, `/api/syncs/${asking.id}/input`, { course: '复训', date: '2026-06-01' });
  const written = await settled(one, asking.id);
  expect(written.summary?.enrollmentsCreated).toBeGreaterThan(0);
  const undo = idOf(await post(other, `/api/syncs/${asking.id}/undo`, { confirm: true }));
  expect(await settled(one, undo)).toMatchObject({ status: 'succeeded' });
  const { enrollments } = await readTables(instances.sandbox.url);
  expect(JSON.stringify(enrollments)).not.toContain('复训');
});

it('each says that it is well, and their figures of the store agree', async () => {
  for (const url of urls()) {
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ ready: true, feishu: 'ok' });
  }
  const figures = await Promise.all(urls().map(sharedFigures));
  expect(figures[0]).toMatchObject({ nvc_queue_length: [{ value: 0 }] });
  expect(figures).toEqual(places.map(() => figures[0]));
});

/** Of the store that all share; each counts its own calls and events. */
async function sharedFigures(url: string): Promise<object> {
  const families = parseExposition(await (await fetch(`${url}/metrics`)).text());
  const names = ['nvc_queue_length', 'nvc_running_syncs', 'nvc_syncs_total', 'nvc_rows_total'];
  return Object.fromEntries(names.map((name) => [name, families.get(name)?.samples]));
}

it('when the one that works dies another goes on, and the third takes what comes meanwhile', async () => {
  const write = { isMeant: (name: string) => /batch_create$/.test(name), nth: 1, moment: 'unread' } as const;
  const first = await sendToBot(instances.sandbox.url, rosterOf('dd', 30));
  const second = await sendToBot(instances.sandbox.url, rosterOf('ee', 30));
  const before = (await readTables(instances.sandbox.url)).learners.length;
  const statuses: number[] = [];
  const deliverTo = async (place: number, origin: ChatOrigin) =>
    statuses.push(await deliver(urlOf(place), fileSent(origin, randomUUID())));
  let successor = Promise.resolve(-1);
  const dying = instances.inCall(write, async (worker) => {
    await Promise.all(othersThan(worker).map((place) => deliverTo(place, first)));
    await instances.services[worker]?.kill('SIGKILL');
    successor = instances.inCall(write, async (next) => {
      const [third = -1] = othersThan(worker, next);
      await deliverTo(third, second);
      expect((await newestSyncs(urlOf(third))).map(({ status }) => status).slice(0, 2)).toEqual([
        'queued',
        'running',
      ]);
    });
  });
  await deliverTo(0, first);
  const dead = await dying;
  expect(othersThan(dead)).toContain(await successor);
  for (const { messageId } of [first, second]) {
    await createChatDriver(() => instances.sandbox.url).answerTo(messageId, /处理完毕/);
    expect(await answersTo(messageId)).toHaveLength(1);
  }
  expect(statuses).toEqual([200, 200, 200, 200]);
  const tables = await readTables(instances.sandbox.url);
  expect(tables.learners).toHaveLength(before + 60);
  expect(tables.enrollments.filter(({ cells }) => /^u_7f(?:dd|ee)/.test(String(cells.用户ID)))).toHaveLength(
    60,
  );
  expect(brokenLinks(tables)).toEqual([]);
});
