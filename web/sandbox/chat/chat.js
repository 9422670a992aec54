import { chooseCommand, enterChat, fetchChat, pressButton, sendMessage } from './chat-api.js';
import { createChatChoice } from './chat-choice.js';
import { createComposer } from './composer.js';
import { acceptDrops } from './drop-files.js';
import { createMessageList } from './message-list.js';
import { createMoreMenu } from './more-menu.js';
import { peopleOf } from './people.js';
import { createPopMenu } from './pop-menu.js';
import { readFile } from './read-file.js';
import { showToast } from './toast.js';

const pollMs = 1000;

const notice = document.querySelector('#chat-notice');
const view = { answer: null, timer: 0, asked: 0 };

const choice = createChatChoice(openChat);
const composer = createComposer({ onText: sendText, onFiles: sendFiles });
const list = createMessageList(document.querySelector('#messages'), { reply: composer.answer, press });
createPopMenu(document.querySelector('#bot-menu'), (key) =>
  attempt(() => chooseCommand(choice.chosen().openId, key)),
);
createMoreMenu({ onContent: sendContent, takeText: composer.takeText });
acceptDrops(document.querySelector('#chat'), sendFiles);

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

function show(answer) {
  view.answer = answer;
  showNotice(answer.bot.connected ? '' : '机器人未连接：启动服务后即可对话');
  document.querySelector('#mention-name').textContent = `@${answer.bot.name}`;
  choice.show(answer);
  showMessages();
}

function showNotice(text) {
  // A live region that is set again is read again.
  if (notice.textContent !== text) notice.textContent = text;
}

function showMessages() {
  const { chat, openId } = choice.chosen();
  const messages = view.answer.messages.filter(({ chatId }) => chatId === chat.chatId);
  list.show({ chatId: chat.chatId, messages, openId, people: peopleOf(view.answer) });
}

function openChat() {
  const { chat, openId } = choice.chosen();
  composer.leaveChat();
  composer.isGroup(chat.kind === 'group');
  showMessages();
  if (chat.kind === 'private') attempt(() => enterChat(openId));
}

async function sendText({ text, replyTo, mentionsBot }) {
  const { chat, openId } = choice.chosen();
  const message = { chatId: chat.chatId, openId, text, ...(replyTo === null ? {} : { replyTo }) };
  const isSent = await attempt(() =>
    sendMessage(chat.kind === 'group' ? { ...message, mentionsBot } : message),
  );
  if (isSent) list.scrollToEnd();
  else composer.restore(text);
}

async function sendFiles(files) {
  for (const file of files) await sendContent(async () => ({ file: await readFile(file) }));
}

async function sendContent(contentOf) {
  const { chat, openId } = choice.chosen();
  await attempt(async () => sendMessage({ chatId: chat.chatId, openId, ...(await contentOf()) }));
  list.scrollToEnd();
}

async function press({ messageId }, pressed) {
  await attempt(async () => {
    const { toast, error } = await pressButton({ messageId, openId: choice.chosen().openId, ...pressed });
    if (error !== null) showToast('error', `${error.message}（错误码 ${error.code}）`);
    else if (toast !== null) showToast(toast.type, toast.content);
  });
}

/** Does it, then shows what came of it; false if it could not be done. */
async function attempt(act) {
  try {
    await act();
    await refresh();
    return true;
  } catch (error) {
    showToast('error', `没有成功：${error.message}`);
    return false;
  }
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') refresh();
  else clearTimeout(view.timer);
});

await refresh();
