import { nothingSaid } from '../sync/queue/operator-input.ts';
import { submitUpload } from '../sync/queue/submit-sync.ts';
import type { ChatFileReference, ChatOrigin } from '../sync/sync-record.ts';
import { answerOnce, isAnswered, markAnswered } from './answer-once.ts';
import type { BotAction, MessageAsker, Press, SentChatFile } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import { placeIn } from './command-request.ts';
import type { BotRefusal } from './notice.ts';
import type { MessageReading } from './ports.ts';
import type { ToastReason } from './toast-reason.ts';

/** A file in chat, and the message that its card answers. */
export interface FileTaking {
  origin: ChatOrigin;
  fileName: string;
  dryRun: boolean;
}

/**
 * Makes a sync of a file in chat at once; it is downloaded when its turn comes. However often the answered message is
 * delivered, it makes one sync.
 */
async function takeFile(deps: BotDeps, taking: FileTaking): Promise<void> {
  const { origin, fileName, dryRun } = taking;
  await submitUpload(deps, {
    key: `message:${origin.messageId}`,
    source: 'bot',
    fileName,
    bytes: null,
    origin,
    askedBy: null,
    dryRun,
    said: nothingSaid,
  });
}

/**
 * Takes a file as its sender has asked for it: only to be previewed, if that was said before.
 * @returns whether it was taken
 */
export async function takeExpectedFile(
  deps: BotDeps,
  { asker, file, fileName, sentAt }: SentChatFile,
  otherwise: 'sync' | 'leave',
): Promise<boolean> {
  const { openId, chat } = asker;
  const places = [
    { openId, chatId: chat.chatId },
    ...(chat.kind === 'private' ? [{ openId, chatId: fromMenu }] : []),
  ];
  const asked = await Promise.all(places.map((place) => deps.bot.expectsPreview(place, sentAt)));
  const dryRun = asked.includes(true);
  if (!dryRun && otherwise === 'leave') return false;
  await takeFile(deps, { origin: originOf(asker, file), fileName, dryRun });
  // Only now: delivered again after a crash, the file must not be written.
  if (dryRun) await Promise.all(places.map((place) => deps.bot.previewTaken(place)));
  return true;
}

function originOf({ openId, chat, messageId }: MessageAsker, file: ChatFileReference): ChatOrigin {
  return { ...placeIn(chat), messageId, openId, file };
}

/** In place of the chat, where a preview was asked for from the menu, which belongs to the private chat. */
const fromMenu = '';

/** `/preview` in reply to nothing: the next file of this person is only previewed. */
export async function expectPreview(
  deps: BotDeps,
  { asker, since, until }: Extract<BotAction, { do: 'expect_preview' }>,
): Promise<void> {
  if (await isAnswered(deps, asker)) return;
  const chatId = asker.kind === 'message' ? asker.chat.chatId : fromMenu;
  await deps.bot.expectPreview({ openId: asker.openId, chatId, since, until });
  await answerOnce(deps, asker, { kind: 'preview_expected', until });
}

/**
 * `/sync` and `/preview`: takes the file of the message that the command replies to.
 * @param ask offer to take it instead, because the command is old
 */
export async function takeRepliedFile(
  deps: BotDeps,
  { asker, parentId, ask, dryRun }: Extract<BotAction, { do: 'take_replied_file' }>,
): Promise<void> {
  const found = await findRepliedFile(deps, parentId, asker.chat.chatId);
  if (found.kind === 'none') return answerOnce(deps, asker, { kind: 'refused', why: found.why });
  const { fileMessageId, fileKey, fileName } = found;
  if (ask) return answerOnce(deps, asker, { kind: 'offer_file', messageId: fileMessageId, fileName });
  const origin = originOf(asker, { messageId: fileMessageId, fileKey });
  await takeFile(deps, { origin, fileName, dryRun });
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
  const origin = { chatId, messageId, openId, file };
  await takeFile(deps, { origin, fileName: found.fileName, dryRun: false });
  return { kind: 'file_taken' };
}

/** The file that a message holds or, where that is one of the bot's own answers, the file that it answers. */
async function findRepliedFile(
  { chat }: BotDeps,
  messageId: string,
  chatId: string,
): Promise<(Extract<FoundFile, { kind: 'file' }> & { fileMessageId: string }) | NoFile> {
  const reading = await chat.readMessage(messageId);
  const answered = reading.kind === 'own_answer' ? reading.answers : null;
  const found = findFile(answered === null ? reading : await chat.readMessage(answered), chatId);
  return found.kind === 'none' ? found : { ...found, fileMessageId: answered ?? messageId };
}

type NoFile = Extract<FoundFile, { kind: 'none' }>;

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
