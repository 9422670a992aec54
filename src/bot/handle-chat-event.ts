import { answerOnce, isAnswered, markAnswered, sendAnswer, startOnce } from './answer-once.ts';
import type { Asker, SentChatFile } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import type { ChatEvent } from './chat-event.ts';
import { type CommandResult, requestOf } from './command-request.ts';
import { decideAction } from './decide-action.ts';
import { listSyncs } from './list-syncs.ts';
import type { Toast } from './ports.ts';
import { pressButton } from './press-button.ts';
import { rerunCommand } from './rerun-command.ts';
import { sendTemplate } from './send-template.ts';
import { expectPreview, takeExpectedFile, takeRepliedFile } from './take-file.ts';
import { undoCommand } from './undo-command.ts';

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
    case 'take_file':
      await takeExpectedFile(deps, action.sent, 'sync');
      return null;
    case 'offer_file':
      await offerFile(deps, action.sent);
      return null;
    case 'take_replied_file':
      if (await isAnswered(deps, action.asker)) return null;
      await takeRepliedFile(deps, action);
      return null;
    case 'expect_preview':
      await expectPreview(deps, action);
      return null;
    case 'rerun':
      await execute(deps, action.asker, () => rerunCommand(deps, requestOf(action.asker, action.number)));
      return null;
    case 'undo':
      await execute(deps, action.asker, () => undoCommand(deps, requestOf(action.asker, action.number)));
      return null;
    case 'list':
      // Before much is read for what is delivered again.
      if (await isAnswered(deps, action.asker)) return null;
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

/** In a group a file is taken only where its sender wants it to be previewed; else it is offered. */
async function offerFile(deps: BotDeps, sent: SentChatFile): Promise<void> {
  const { asker, file, fileName } = sent;
  if (await takeExpectedFile(deps, sent, 'leave')) return;
  await answerOnce(deps, asker, { kind: 'offer_file', messageId: file.messageId, fileName });
}

/** A card tells that a sync has begun; only what does not begin has to be answered. */
async function execute(deps: BotDeps, asker: Asker, command: () => Promise<CommandResult>): Promise<void> {
  if (asker.kind === 'menu') {
    // Its sync does not tell which choice it came from, so the choice itself has to be remembered.
    await startOnce(deps, asker, async () => {
      const result = await command();
      if (result.kind === 'refused') await sendAnswer(deps, asker, result);
    });
    return;
  }
  if (await isAnswered(deps, asker)) return;
  const result = await command();
  if (result.kind === 'refused') await answerOnce(deps, asker, result);
  else await markAnswered(deps, asker);
}
