import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningService, startService } from './processes.ts';
import { expected, sampleFile } from './samples.ts';
import { brokenLinks, control, readTables } from './tables.ts';

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
beforeEach(() => control(service.url, 'POST', 'reset', { seed: 'empty' }));

interface ShownMessage {
  messageId: string;
  chatId: string;
  sender: { kind: 'user' | 'bot' };
  replyTo: string | null;
  content: { kind: string; card?: unknown; fileName?: string; text?: string };
}

interface ShownChat {
  users: { openId: string; name: string; external: boolean }[];
  chats: { chatId: string; kind: 'private' | 'group'; memberIds: string[] }[];
  messages: ShownMessage[];
}

const chat = async () => (await control(service.url, 'GET', 'chat')) as ShownChat;

/** 小王, and the private chat with the bot. */
async function staff() {
  const { users, chats } = await chat();
  const { openId = '' } = users.find(({ name }) => name === '小王') ?? {};
  const own = chats.find(({ kind, memberIds }) => kind === 'private' && memberIds.includes(openId));
  return { openId, chatId: own?.chatId ?? '' };
}

async function send(message: object): Promise<string> {
  const sent = (await control(service.url, 'POST', 'chat/messages', { ...(await staff()), ...message })) as {
    messageId: string;
  };
  return sent.messageId;
}

const sendFile = (name: string, bytes: Uint8Array) =>
  send({ file: { name, base64: Buffer.from(bytes).toString('base64') } });

/** The bot's answer to a message, once what it says matches. */
async function answerTo(messageId: string, said: RegExp): Promise<ShownMessage> {
  for (;;) {
    const { messages } = await chat();
    const answer = messages.find(
      ({ replyTo, sender, content }) =>
        replyTo === messageId && sender.kind === 'bot' && said.test(JSON.stringify(content)),
    );
    if (answer !== undefined) return answer;
    await sleep(100);
  }
}

/** The values that the card's buttons carry, by their label. */
function buttonsOf({ content }: ShownMessage): Map<string, unknown> {
  const buttons = new Map<string, unknown>();
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(visit);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return;
    if ('tag' in part && part.tag === 'button' && 'text' in part && 'behaviors' in part) {
      const [behavior] = part.behaviors as { type: string; value?: unknown }[];
      buttons.set((part.text as { content: string }).content, behavior?.value);
    }
    Object.values(part).forEach(visit);
  };
  visit(content.card);
  return buttons;
}

const click = async (message: ShownMessage, value: unknown, formValue?: object) =>
  (await control(service.url, 'POST', 'chat/click', {
    messageId: message.messageId,
    openId: (await staff()).openId,
    value,
    ...(formValue === undefined ? {} : { formValue }),
  })) as { toast: { type: string; content: string } | null; error: unknown };

async function countSyncs(): Promise<number> {
  const { syncs } = (await (await fetch(`${service.url}/api/syncs?limit=100`)).json()) as {
    syncs: unknown[];
  };
  return syncs.length;
}

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
    const { messages } = await chat();
    expect(messages.filter(({ replyTo }) => replyTo === messageId)).toHaveLength(1);
  });

  it('without course and date asks in the card, and goes on with the answer', async () => {
    const messageId = await sendFile('名单.csv', sampleFile('roster-no-course-date.csv').bytes);
    const asked = await answerTo(messageId, /请填写后继续/);
    const submit = [...buttonsOf(asked).values()].find(
      (value) => typeof value === 'object' && value !== null && 'do' in value && value.do === 'give_input',
    );
    const answer = await click(asked, submit, { course: '非暴力沟通入门', day: '2026-05-16 +0800' });
    expect(answer).toMatchObject({ toast: { type: 'success' }, error: null });
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
    const { messages } = await chat();
    expect(messages.filter(({ replyTo }) => replyTo === messageId)).toHaveLength(1);
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
    const buttons = buttonsOf(card);
    expect(await click(card, buttons.get('下载失败明细'))).toMatchObject({
      toast: { content: '已私信给您' },
    });
    const presses = await Promise.all([1, 2].map(() => click(card, buttons.get('重新同步'))));
    expect(presses.filter(({ toast }) => toast?.type === 'success')).toHaveLength(1);
    for (;;) {
      const { messages } = await chat();
      if (messages.some(({ content }) => content.fileName === '失败明细-名单.csv')) break;
      await sleep(100);
    }
  });
});
