import type { Asker } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import type { Message } from './notice.ts';
import { sendWithRetry } from './send-with-retry.ts';

type AnswerDeps = Pick<BotDeps, 'bot' | 'chat' | 'background' | 'now' | 'clock' | 'log'>;

/** Answers whoever asked, unless the same question has been answered before. The answer itself is not waited for. */
export async function answerOnce(deps: AnswerDeps, asker: Asker, message: Message): Promise<void> {
  await startOnce(deps, asker, () => sendAnswer(deps, asker, message));
}

/** Starts work for a question, unless that was done for the same question before. */
export async function startOnce(
  { bot, background, now }: AnswerDeps,
  asker: Asker,
  work: () => Promise<void>,
): Promise<void> {
  if (await bot.claimOnce(asker.keys, now())) background.start('an answer in chat', work);
}

/** The question has been answered by a sync. Delivered late, as an old command, it would otherwise be asked about. */
export async function markAnswered({ bot, now }: AnswerDeps, asker: Asker): Promise<void> {
  await bot.claimOnce(asker.keys, now());
}

/** Whether the question has its answer. What was refused must not be done when it is delivered again later. */
export function isAnswered({ bot }: AnswerDeps, asker: Asker): Promise<boolean> {
  return bot.isClaimed(asker.keys);
}

export function sendAnswer(
  deps: Pick<AnswerDeps, 'chat' | 'clock' | 'log'>,
  asker: Asker,
  message: Message,
): Promise<void> {
  const key = `answer:${asker.keys[0]}`;
  return sendWithRetry(deps, () =>
    asker.kind === 'message'
      ? deps.chat.reply(asker.messageId, message, key)
      : deps.chat.sendToPerson(asker.openId, message, key),
  );
}
