import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createChatDriver } from '../support/chat-driver.ts';
import { type RunningService, startService } from '../support/processes.ts';
import { expected, sampleFile } from '../support/samples.ts';
import { brokenLinks, control, readTables } from '../support/tables.ts';

let service: RunningService;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nvc-chat-'));
  service = await startService({ DATA_DIR: dataDir });
});
afterAll(async () => {
  await service.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await control(service.url, 'PUT', 'settings', {});
  await control(service.url, 'POST', 'reset', { seed: 'empty' });
});

const { messages, send, sendFile, sendToGroup, answerTo, press, place } = createChatDriver(() => service.url);

async function countSyncs(): Promise<number> {
  const { syncs } = (await (await fetch(`${service.url}/api/syncs?limit=100`)).json()) as {
    syncs: unknown[];
  };
  return syncs.length;
}

async function until(seen: () => Promise<boolean>): Promise<void> {
  while (!(await seen())) await sleep(100);
}

describe('tables that were reset', () => {
  it('are filled again at once, and nobody is told that records were deleted', async () => {
    const { bytes } = sampleFile('roster-gbk.csv');
    const first = await sendFile('名单.csv', bytes);
    const said = JSON.stringify((await answerTo(first, /处理完毕/)).content);
    await control(service.url, 'POST', 'reset', { seed: 'empty' });
    expect(await countSyncs()).toBe(0);
    const again = await sendFile('名单.csv', bytes);
    const saidAgain = JSON.stringify((await answerTo(again, /处理完毕/)).content);
    const [sentence = ''] = /处理完毕[^"]*/.exec(said) ?? [];
    expect(saidAgain).toContain(sentence);
    expect(saidAgain).not.toContain('删除');
  });
});

describe('a roster sent to the bot', () => {
  const withCourse = Object.entries(expected).filter(([, { defaultCourse }]) => defaultCourse === undefined);

  it.each(withCourse)('%s: the card says what expected.json says', async (name, sample) => {
    const messageId = await sendFile(name, sampleFile(name).bytes);
    const { uniqueLearners, enrolments_user_course_date: enrollments, rejected } = sample;
    await answerTo(
      messageId,
      new RegExp(
        `处理完毕！成功创建${uniqueLearners}位新学员，新增${enrollments}条学习记录。失败${rejected.length}条。`,
      ),
    );
    const tables = await readTables(service.url);
    expect([tables.learners.length, tables.enrollments.length]).toEqual([uniqueLearners, enrollments]);
    expect(brokenLinks(tables)).toEqual([]);
  });

  it('is one card, which begins with 演示模式', async () => {
    const messageId = await sendFile('名单.csv', sampleFile('roster-gbk.csv').bytes);
    await answerTo(messageId, /演示模式，未写入真实飞书.*处理完毕/s);
    expect((await messages()).filter(({ replyTo }) => replyTo === messageId)).toHaveLength(1);
  });

  it('without course and date asks in the card, and goes on with the answer', async () => {
    const messageId = await sendFile('名单.csv', sampleFile('roster-no-course-date.csv').bytes);
    const asked = await answerTo(messageId, /请填写后继续/);
    const form = { course: '非暴力沟通入门', day: '2026-05-16 +0800' };
    expect(await press(asked, '继续同步', { form })).toMatchObject({
      toast: { type: 'success' },
      error: null,
    });
    await answerTo(messageId, /新增41条学习记录。失败1条/);
  });
});

describe('events that come more than once', () => {
  it('the same file five times more, and under new event ids, is one sync with one card', async () => {
    const messageId = await sendFile('名单.csv', sampleFile('roster-gbk.csv').bytes);
    await answerTo(messageId, /处理完毕/);
    const syncsBefore = await countSyncs();
    await control(service.url, 'POST', 'events/redeliver', { times: 5 });
    await control(service.url, 'POST', 'events/redeliver', { newEventId: true, times: 5 });
    // Answered after all of these, so they have all been dealt with.
    await answerTo(await send({ text: '/help' }), /使用说明/);
    expect((await messages()).filter(({ replyTo }) => replyTo === messageId)).toHaveLength(1);
    expect(await countSyncs()).toBe(syncsBefore);
    expect((await readTables(service.url)).enrollments).toHaveLength(117);
  });
});

describe('commands', () => {
  it('/rerun does the last file again', async () => {
    await answerTo(await sendFile('名单.csv', sampleFile('roster-utf8-bom.csv').bytes), /处理完毕/);
    await answerTo(await send({ text: '／重新同步' }), /名单没有变化，无需写入/);
  });

  it.each([
    ['/help', /使用说明/],
    ['/status', /./],
    ['/nonsense', /我不认识/],
    ['你好', /名单/],
  ])('%s is answered', async (text, said) => {
    await answerTo(await send({ text }), said);
  });
});

describe('buttons', () => {
  it('重新同步 pressed twice makes one rerun; 下载失败明细 sends the rows privately', async () => {
    const messageId = await sendFile('名单.csv', sampleFile('roster-dirty.csv').bytes);
    const card = await answerTo(messageId, /处理完毕/);
    expect(await press(card, '下载失败明细')).toMatchObject({ toast: { content: '已私信给您' } });
    const presses = await Promise.all([1, 2].map(() => press(card, '重新同步')));
    expect(presses.filter(({ toast }) => toast?.type === 'success')).toHaveLength(1);
    await until(async () =>
      (await messages()).some(({ content }) => content.fileName === '失败明细-名单.xlsx'),
    );
  });
});

describe('in a group', () => {
  const { bytes } = sampleFile('roster-gbk.csv');
  const file = { name: '名单.csv', base64: Buffer.from(bytes).toString('base64') };
  const sync = (parentId: string) => ({ text: '/sync', mentionsBot: true, replyTo: parentId });

  it('a file is offered, and taken once, whoever presses', async () => {
    const messageId = await sendToGroup({ file });
    const offer = await answerTo(messageId, /要同步这个文件吗/);
    const taken = { toast: { type: 'success' }, error: null };
    expect(await press(offer, '同步这个文件', { who: '小李' })).toMatchObject(taken);
    expect(await press(offer, '同步这个文件')).toMatchObject(taken);
    await answerTo(messageId, /新增117条学习记录/);
    const cards = (await messages()).filter(({ replyTo }) => replyTo === messageId);
    expect(cards).toHaveLength(2);
  });

  it('/sync takes the file it replies to, and 下载失败明细 goes to whoever presses, in private', async () => {
    const commandId = await sendToGroup(sync(await sendToGroup({ file })), '小李');
    const card = await answerTo(commandId, /新增117条学习记录/);
    await press(card, '下载失败明细');
    const { chatId } = await place();
    await until(async () =>
      (await messages()).some((message) => message.content.kind === 'file' && message.chatId === chatId),
    );
    const files = (await messages()).filter(
      ({ sender, content }) => sender.kind === 'bot' && content.kind === 'file',
    );
    expect(files.map((message) => message.chatId)).toEqual([chatId]);
  });

  it('/sync says which permission is missing, and works once it is there', async () => {
    const fileId = await sendToGroup({ file });
    const scopes = ['bitable:app', 'im:message', 'im:message.group_at_msg:readonly'];
    await control(service.url, 'PUT', 'settings', { scopes });
    await answerTo(await sendToGroup(sync(fileId)), /请把文件私聊发给我.*im:message.group_msg/s);
    await control(service.url, 'PUT', 'settings', {});
    await answerTo(await sendToGroup(sync(fileId)), /新增117条学习记录/);
  });

  it('a command with formatting is read as well', async () => {
    const post = { title: '', text: '/status' };
    await answerTo(await sendToGroup({ post, mentionsBot: true }), /正在进行的同步/);
  });

  it('people of another tenant get one sentence, and nothing done', async () => {
    const before = await countSyncs();
    await answerTo(
      await sendToGroup({ text: '/rerun', mentionsBot: true }, '外部客户'),
      /没有使用学员同步的权限/,
    );
    const offer = await answerTo(await sendToGroup({ file }), /要同步这个文件吗/);
    expect(await press(offer, '同步这个文件', { who: '外部客户' })).toMatchObject({
      toast: { type: 'warning', content: expect.stringContaining('没有使用学员同步的权限') },
    });
    expect(await countSyncs()).toBe(before);
  });
});
