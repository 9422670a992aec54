import { sendAnswer, startOnce } from './answer-once.ts';
import type { Asker, Press } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import { sendWithRetry } from './send-with-retry.ts';
import { templateRoster } from './template-roster.ts';
import type { ToastReason } from './toast-reason.ts';

type Sending = Pick<BotDeps, 'chat' | 'clock' | 'log'>;

/** The example roster for whoever asks for it by a command; in private, which a group is told. */
export function sendTemplate(deps: BotDeps, asker: Asker): Promise<void> {
  return startOnce(deps, asker, async () => {
    await send(deps, asker.openId, `template:${asker.keys[0]}`);
    const isInGroup = asker.kind === 'message' && asker.chat.kind === 'group';
    if (isInGroup) await sendAnswer(deps, asker, { kind: 'template_sent' });
  });
}

/** The same for a press; pressed twice on one card within an hour, it sends once. */
export function sendTemplateTo(deps: BotDeps, { openId, cardMessageId }: Press): ToastReason {
  const key = `template:${cardMessageId}:${openId}`;
  deps.background.start('sending the example roster', () => send(deps, openId, key));
  return { kind: 'template_sent' };
}

async function send(deps: Sending, openId: string, key: string): Promise<void> {
  await sendWithRetry(deps, () => deps.chat.sendFile(openId, templateRoster, key));
}
