import { answerOnce, isAnswered, markAnswered, sendAnswer, startOnce } from './answer-once.ts';
import type { Asker } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import type { ChatEvent } from './chat-event.ts';
import { decideAction } from './decide-action.ts';
import { listSyncs } from './list-syncs.ts';
import type { Toast } from './ports.ts';
import { pressButton } from './press-button.ts';
import { rerunCommand, rerunRequest } from './rerun-command.ts';
import { sendWithRetry } from './send-with-retry.ts';
import { takeFile, takeRepliedFile } from './take-file.ts';
import { templateRoster } from './template-roster.ts';

/**
 * Does what a chat event asks for; when it ends, all that must not be lost is stored. Delivered again, an event changes
 * nothing and is not answered again. The cards of syncs are not sent here.
 * @returns what a pressed button is answered with; null for everything else
 * @throws what keeps the event from being stored: it should be delivered again
 */
export async function handleChatEvent(deps: BotDeps, event: ChatEvent): Promise<Toast | null> {
  const action = decideAction(event, { now: deps.now().getTime(), allowed: deps.allowed });
  switch (action.do) {
    case 'nothing':
      return null;
    case 'press':
      return deps.toastOf(await pressButton(deps, action.press));
    case 'toast':
      return deps.toastOf(action.reason);
    case 'take_file': {
      const { asker, file, fileName } = action;
      const { openId, chat, messageId } = asker;
      await takeFile(deps, { openId, chatId: chat.chatId, messageId, file, fileName });
      return null;
    }
    case 'take_replied_file':
      if (await isAnswered(deps, action.asker)) return null;
      await takeRepliedFile(deps, action.asker, action.parentId, action.ask);
      return null;
    case 'rerun':
      await rerun(deps, action.asker, action.number);
      return null;
    case 'list':
      await answerOnce(deps, action.asker, await listSyncs(deps, action.asker, action.what));
      return null;
    case 'send_template':
      await sendTemplate(deps, action.asker);
      return null;
    case 'answer':
      await answerOnce(deps, action.asker, action.message);
      return null;
  }
}

/** A card tells that a rerun has begun; only what does not begin has to be answered. */
async function rerun(deps: BotDeps, asker: Asker, number: number | null): Promise<void> {
  if (asker.kind === 'menu') {
    // Its sync does not tell which choice it came from, so the choice itself has to be remembered.
    await startOnce(deps, asker, async () => {
      const result = await rerunCommand(deps, rerunRequest(asker, number));
      if (result.kind === 'refused') await sendAnswer(deps, asker, result);
    });
    return;
  }
  if (await isAnswered(deps, asker)) return;
  const result = await rerunCommand(deps, rerunRequest(asker, number));
  if (result.kind === 'refused') await answerOnce(deps, asker, result);
  else await markAnswered(deps, asker);
}

function sendTemplate(deps: BotDeps, asker: Asker): Promise<void> {
  return startOnce(deps, asker, async () => {
    await sendWithRetry(deps, () =>
      deps.chat.sendFile(asker.openId, templateRoster, `template:${asker.keys[0]}`),
    );
    const isInGroup = asker.kind === 'message' && asker.chat.kind === 'group';
    if (isInGroup) await sendAnswer(deps, asker, { kind: 'template_sent' });
  });
}
