import { z } from 'zod';
import { answerOf, type Calls } from '../calls/call.ts';

/** Under `bot`, unlike most answers. */
const BotBody = z.object({ bot: z.object({ open_id: z.string().min(1) }) });

/**
 * Who the bot is in mentions: asked for once, when it is first needed, by callers at the same time together.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uAjMxEjLwITMx4CMyETM
 */
export function createBotIdentity(calls: Calls): () => Promise<string> {
  let asked: Promise<string> | null = null;
  return () => {
    asked ??= readOpenId(calls).catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}

async function readOpenId(calls: Calls): Promise<string> {
  const result = await calls.read({
    name: 'bot info',
    send: (client, authorization) =>
      client.request({ method: 'GET', url: '/open-apis/bot/v3/info' }, authorization),
    body: BotBody,
  });
  return answerOf(result).bot.open_id;
}
