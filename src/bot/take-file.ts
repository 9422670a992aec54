import { nothingSaid } from '../sync/queue/operator-input.ts';
import { submitUpload } from '../sync/queue/submit-sync.ts';
import type { ChatFileReference } from '../sync/sync-record.ts';
import { answerOnce, markAnswered } from './answer-once.ts';
import type { MessageAsker, Press } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import type { BotRefusal } from './notice.ts';
import type { MessageReading } from './ports.ts';
import type { ToastReason } from './toast-reason.ts';

/** A file in chat, and the message that its card answers. */
export interface FileTaking {
  openId: string;
  chatId: string;
  messageId: string;
  file: ChatFileReference;
  fileName: string;
}

/**
 * Makes a sync of a file in chat at once; it is downloaded when its turn comes. However often the answered message is
 * delivered, it makes one sync.
 */
export async function takeFile(deps: BotDeps, taking: FileTaking): Promise<void> {
  const { openId, chatId, messageId, file, fileName } = taking;
  await submitUpload(deps, {
    key: `message:${messageId}`,
    source: 'bot',
    fileName,
    bytes: null,
    origin: { chatId, messageId, openId, file },
    askedBy: null,
    dryRun: false,
    said: nothingSaid,
  });
}

/**
 * `/sync`: takes the file of the message that the command replies to.
 * @param ask offer to take it instead, because the command is old
 */
export async function takeRepliedFile(
  deps: BotDeps,
  asker: MessageAsker,
  parentId: string,
  ask: boolean,
): Promise<void> {
  const found = findFile(await deps.chat.readMessage(parentId), asker.chat.chatId);
  if (found.kind === 'none') return answerOnce(deps, asker, { kind: 'refused', why: found.why });
  const { fileKey, fileName } = found;
  if (ask) return answerOnce(deps, asker, { kind: 'offer_file', messageId: parentId, fileName });
  const { openId, chat, messageId } = asker;
  const file = { messageId: parentId, fileKey };
  await takeFile(deps, { openId, chatId: chat.chatId, messageId, file, fileName });
  await markAnswered(deps, asker);
}

/** The button of an offer: takes the file of a message in the same chat, once, whoever presses and however often. */
export async function takeOfferedFile(
  deps: BotDeps,
  { openId, chatId }: Press,
  messageId: string,
): Promise<ToastReason> {
  const found = findFile(await deps.chat.readMessage(messageId), chatId);
  if (found.kind === 'none') return { kind: 'refused', why: found.why };
  const file = { messageId, fileKey: found.fileKey };
  await takeFile(deps, { openId, chatId, messageId, file, fileName: found.fileName });
  return { kind: 'file_taken' };
}

type FoundFile = { kind: 'file'; fileKey: string; fileName: string } | { kind: 'none'; why: BotRefusal };

/** A file of another chat is none: whoever names it may not be in that chat. */
function findFile(reading: MessageReading, chatId: string): FoundFile {
  if (reading.kind === 'forbidden') {
    return { kind: 'none', why: { ...reading, kind: 'cannot_read_group' } };
  }
  if (reading.kind === 'gone') return { kind: 'none', why: { kind: 'file_gone' } };
  const isHere = reading.kind === 'file' && reading.chatId === chatId;
  return isHere ? reading : { kind: 'none', why: { kind: 'no_file_in_reply' } };
}
