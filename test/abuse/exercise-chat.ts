import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Harness } from '../support/processes.ts';
import { control } from '../support/tables.ts';
import { canaries } from './canaries.ts';
import { fault, type RunningExercise, refusal, roster } from './exercise.ts';

const { userId, chatText, chatFileName } = canaries;

const Chat = z.object({
  messages: z.array(
    z.object({
      messageId: z.string(),
      replyTo: z.string().nullable(),
      sender: z.object({ kind: z.string() }),
      content: z.unknown(),
    }),
  ),
});

async function chatOf({ sandbox }: Harness): Promise<z.infer<typeof Chat>> {
  return Chat.parse(await control(sandbox.url, 'GET', 'chat'));
}

/** Files and texts in chat, with failing downloads and failing cards; every button of the cards is pressed. */
export async function useChat(exercise: RunningExercise): Promise<void> {
  const base64 = Buffer.from(roster.replaceAll(userId, `${userId}c`)).toString('base64');
  await fault(exercise, '*/resources/*', refusal(234001));
  await untilAnswered(
    exercise,
    await sendMessage(exercise, { file: { name: `${chatFileName}.csv`, base64 } }),
    /同步|处理|失败/,
  );
  await fault(exercise, '*/messages/*', refusal(230099), { method: 'PATCH' });
  const message = await sendMessage(exercise, { file: { name: `${chatFileName}.csv`, base64 } });
  await untilAnswered(exercise, message, /处理完毕/);
  for (const value of await buttonsUnder(exercise, message)) await press(exercise, message, value);
  await fault(exercise, '*/messages*', refusal(230001), { method: 'POST' });
  for (const text of [chatText, `/rerun ${chatText}`, '/history', '/status', '/help', `/${chatText}`])
    await untilAnswered(exercise, await sendMessage(exercise, { text }), /./);
}

async function sendMessage({ harness, openId, chatId }: RunningExercise, said: object): Promise<string> {
  const sent = await control(harness.sandbox.url, 'POST', 'chat/messages', { openId, chatId, ...said });
  return z.object({ messageId: z.string() }).parse(sent).messageId;
}

/** Notes what the bot says meanwhile. */
async function untilAnswered(exercise: RunningExercise, messageId: string, words: RegExp): Promise<void> {
  for (;;) {
    const { messages } = await chatOf(exercise.harness);
    const said = messages
      .filter(({ sender }) => sender.kind === 'bot')
      .map(({ content }) => JSON.stringify(content));
    for (const content of said)
      if (!exercise.outputs.cards.includes(content)) exercise.outputs.cards += `${content}\n`;
    const answers = messages.filter(({ replyTo }) => replyTo === messageId);
    if (answers.some(({ content }) => words.test(JSON.stringify(content)))) return;
    await sleep(100);
  }
}

async function buttonsUnder({ harness }: RunningExercise, messageId: string): Promise<unknown[]> {
  const { messages } = await chatOf(harness);
  const cards = messages.filter(({ replyTo }) => replyTo === messageId).map(({ content }) => content);
  const values: unknown[] = [];
  JSON.stringify(cards, (key, value) => {
    if (key === 'value' && typeof value === 'object' && value !== null && 'do' in value) values.push(value);
    return value;
  });
  return values;
}

async function press(
  { harness, openId, outputs }: RunningExercise,
  messageId: string,
  value: unknown,
): Promise<void> {
  const card = (await chatOf(harness)).messages.find(({ replyTo }) => replyTo === messageId);
  const click = { messageId: card?.messageId, openId, value };
  outputs.cards += JSON.stringify(await control(harness.sandbox.url, 'POST', 'chat/click', click));
}

export async function forgeEvents({ harness }: RunningExercise): Promise<void> {
  for (const as of [
    'replayed',
    'unsigned',
    'wrong_key',
    'wrong_token',
    'tampered',
    'stale',
    'malformed',
    'oversized',
  ])
    await control(harness.sandbox.url, 'POST', 'events/redeliver', { as });
}
