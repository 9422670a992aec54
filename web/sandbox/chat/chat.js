import { find } from '../../lib/find.js';
import { chooseCommand, enterChat, fetchChat, pressButton, sendMessage } from './chat-api.js';
import { createChatChoice } from './chat-choice.js';
import { createComposer } from './composer.js';
import { acceptDrops } from './drop-files.js';
import { createMessageList } from './message-list.js';
import { createMoreMenu } from './more-menu.js';
import { peopleOf } from './people.js';
import { createPopMenu } from './pop-menu.js';
import { readExample, readFile } from './read-file.js';
import { showToast } from './toast.js';

/** @import { Pressed } from '../card/card-json.d.ts' */
/** @import { Chat, Message, SentContent } from './chat-api.js' */

const pollMs = 1000;

const notice = find(document, '#chat-notice', HTMLElement);
const view = { timer: 0, asked: 0 };
/** @type {Chat | null} */
let shownChat = null;

const choice = createChatChoice(openChat);
const composer = createComposer({ onText: sendText, onFiles: sendFiles });
const list = createMessageList(find(document, '#messages', HTMLElement), {
  reply: composer.answer,
  press,
});
createPopMenu(find(document, '#bot-menu', HTMLDetailsElement), (key) =>
  attempt(({ openId }) => chooseCommand(openId, key)),
);
createMoreMenu({ onContent: sendContent, takeText: composer.takeText });
find(document, '#try-example', HTMLElement).addEventListener('click', () =>
  sendContent(async () => ({ file: await readExample() })),
);
acceptDrops(find(document, '#chat', HTMLElement), sendFiles);

/** Reads the chat and shows it. The answer to an older question is dropped. */
async function refresh() {
  clearTimeout(view.timer);
  view.asked += 1;
  const asked = view.asked;
  const answer = await fetchChat().catch(() => null);
  if (asked !== view.asked) return;
  if (answer === null) showNotice('连接不上演示环境，正在重试…');
  else show(answer);
  if (document.visibilityState === 'visible') view.timer = setTimeout(refresh, pollMs);
}

/** @param {Chat} answer */
function show(answer) {
  shownChat = answer;
  showNotice(answer.bot.connected ? '' : '机器人未连接：启动服务后即可对话');
  find(document, '#mention-name', HTMLElement).textContent = `@${answer.bot.name}`;
  choice.show(answer);
  showMessages();
}

/** @param {string} text */
function showNotice(text) {
  // A live region that is set again is read again.
  if (notice.textContent !== text) notice.textContent = text;
}

function showMessages() {
  const chosen = choice.chosen();
  if (shownChat === null || chosen === null) return;
  const { chatId } = chosen.chat;
  const messages = shownChat.messages.filter((message) => message.chatId === chatId);
  list.show({ chatId, messages, openId: chosen.openId, people: peopleOf(shownChat) });
}

function openChat() {
  const isGroup = choice.chosen()?.chat.kind === 'group';
  composer.leaveChat();
  composer.isGroup(isGroup);
  showMessages();
  if (!isGroup) attempt(({ openId }) => enterChat(openId));
}

/** @param {{ text: string, replyTo: string | null, mentionsBot: boolean }} written */
async function sendText({ text, replyTo, mentionsBot }) {
  const isSent = await attempt(({ chat, openId }) => {
    const message = { chatId: chat.chatId, openId, text, ...(replyTo === null ? {} : { replyTo }) };
    return sendMessage(chat.kind === 'group' ? { ...message, mentionsBot } : message);
  });
  if (isSent) list.scrollToEnd();
  else composer.restore(text);
}

/** @param {readonly File[]} files */
async function sendFiles(files) {
  for (const file of files) await sendContent(async () => ({ file: await readFile(file) }));
}

/** @param {() => SentContent | Promise<SentContent>} contentOf */
async function sendContent(contentOf) {
  await attempt(async ({ chat, openId }) =>
    sendMessage({ chatId: chat.chatId, openId, ...(await contentOf()) }),
  );
  list.scrollToEnd();
}

/** @param {Message} message @param {Pressed} pressed */
async function press({ messageId }, pressed) {
  await attempt(async ({ openId }) => {
    const { toast, error } = await pressButton({ messageId, openId, ...pressed });
    if (error !== null) showToast('error', `${error.message}（错误码 ${error.code}）`);
    else if (toast !== null) showToast(toast.type, toast.content);
  });
}

/**
 * Does something in the chat on show, then shows what came of it.
 * @param {(chosen: NonNullable<ReturnType<typeof choice.chosen>>) => Promise<unknown>} act
 * @returns {Promise<boolean>} whether it could be done
 */
async function attempt(act) {
  const chosen = choice.chosen();
  if (chosen === null) return false;
  try {
    await act(chosen);
    await refresh();
    return true;
  } catch (error) {
    showToast('error', `没有成功：${error instanceof Error ? error.message : error}`);
    return false;
  }
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') refresh();
  else clearTimeout(view.timer);
});

await refresh();
