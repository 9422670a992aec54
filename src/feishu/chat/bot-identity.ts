import { z } from 'zod';
import { answerOf, type Calls } from '../calls/call.ts';

/** Under `bot`, unlike most answers. */
const BotBody = z.object({
  bot: z.object({
    open_id: z.string().min(1),
    app_name: z.string().nullish(),
    activate_status: z.number().nullish(),
  }),
});

export interface Bot {
  openId: string;
  /** Under which people find it. */
  name: string;
  isActive: boolean;
}

/** As long as nobody has installed, or somebody has stopped the app, the status is another. */
const active = 2;

/**
 * The bot of the app.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uAjMxEjLwITMx4CMyETM
 * @throws AppError `feishu_refused` if the app has no bot
 */
export async function readBot(calls: Calls): Promise<Bot> {
  const result = await calls.read({
    name: 'bot info',
    send: (client, authorization) =>
      client.request({ method: 'GET', url: '/open-apis/bot/v3/info' }, authorization),
    body: BotBody,
  });
  const { open_id, app_name, activate_status } = answerOf(result).bot;
  return { openId: open_id, name: app_name ?? '', isActive: (activate_status ?? active) === active };
}

/** Who the bot is in mentions: asked for once, when it is first needed, by callers at the same time together. */
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
  return (await readBot(calls)).openId;
}
