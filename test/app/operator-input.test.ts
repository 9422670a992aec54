import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArguments } from '../../src/app/commands/sync-arguments.ts';
import { toastOf } from '../../src/wording/bot/toasts.ts';
import { type BotHarness, createBotHarness } from '../bot/bot-harness.ts';
import { now, pressed } from '../bot/sample-events.ts';
import { addedOf, problemOf, type RunningApp, startApp, uploadForm } from '../http/start-app.ts';
import { sampleNeeds } from '../wording/sample-sync.ts';

let app: RunningApp;
let bot: BotHarness;
beforeAll(async () => {
  app = await startApp({ now: () => new Date(now) });
  bot = await createBotHarness();
});
afterAll(async () => {
  await app.close();
  await bot.close();
});

interface Given {
  course: string;
  date: string;
}

/** Hands course and date in at one place; null: taken; else the sentence with which it was refused. */
const entrances: Record<string, (given: Given) => Promise<string | null>> = {
  async 'command line'({ course, date }) {
    const reading = readArguments(['名单.csv', '--course', course, '--date', date], new Date(now));
    return reading.kind === 'refused' ? reading.problem : null;
  },
  async 'upload form'({ course, date }) {
    const body = uploadForm('用户ID', '名单.csv', { course, date });
    return sentenceOf(await fetch(`${app.url}/api/syncs`, { method: 'POST', body }));
  },
  async 'form of the page'({ course, date }) {
    const body = uploadForm('用户ID');
    const { id } = await addedOf(await fetch(`${app.url}/api/syncs`, { method: 'POST', body }));
    await app.syncs.start(id);
    await app.syncs.waitForInput(id, sampleNeeds({ course: true, day: true }), null);
    return sentenceOf(
      await fetch(`${app.url}/api/syncs/${id}/input`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ course, date }),
      }),
    );
  },
  async 'form of the card'({ course, date: day }) {
    const messageId = `om_${course.length}_${day}`;
    const { id: syncId } = await bot.addSync({ messageId, eventId: messageId });
    await bot.deps.syncs.start(syncId);
    await bot.deps.syncs.waitForInput(syncId, sampleNeeds({ course: true, day: true }), null);
    await bot.handle(pressed({ do: 'give_input', syncId, course, day }, { eventId: `press ${messageId}` }));
    const reason = bot.toasts.at(-1);
    if (reason === undefined) throw new Error('the press was not answered');
    return reason.kind === 'input_taken' ? null : toastOf(reason).text;
  },
};

async function sentenceOf(response: Response): Promise<string | null> {
  if (response.ok) return null;
  const { message, hint = '' } = await problemOf(response);
  return message + hint;
}

const dateRefused = '学习日期不对。请写成 2026-05-16 这样，可用 2010 年起到两年以后的日期。';
const courseRefused = '课程不对。请填写课程名称，1 到 200 个字。';

describe.each(Object.entries(entrances))('course and date given by %s', (_name, give) => {
  it.each([
    [{ course: '入门', date: '2026-05-16' }, null],
    [{ course: '入门', date: '2010-01-01' }, null],
    [{ course: '长'.repeat(200), date: '2028-11-24' }, null],
    [{ course: '入门', date: '1900-01-01' }, dateRefused],
    [{ course: '入门', date: '2009-12-31' }, dateRefused],
    [{ course: '入门', date: '2028-11-25' }, dateRefused],
    [{ course: '入门', date: '9999-12-31' }, dateRefused],
    [{ course: '入门', date: '0026-05-16' }, dateRefused],
    [{ course: '入门', date: '2026-02-30' }, dateRefused],
    [{ course: '长'.repeat(201), date: '2026-05-16' }, courseRefused],
  ])('%o: %s', async (given, sentence) => {
    expect(await give(given)).toBe(sentence);
  });
});
