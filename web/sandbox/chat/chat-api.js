const base = '/sandbox/api/chat';

/** The people, chats and last messages, and whether the bot is connected. */
export async function fetchChat() {
  const answer = await fetch(base, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

/** Sends one of text, post, file, picture, folder, sticker: `{ chatId, openId, text, replyTo?, mentionsBot? }`. */
export function sendMessage(message) {
  return post('/messages', message);
}

/** Presses a button of a card: `{ messageId, openId, value, formValue? }`. Gives `{ toast, error }`. */
export function pressButton(press) {
  return post('/click', press);
}

/** Chooses a command of the bot's menu. */
export function chooseCommand(openId, eventKey) {
  return post('/menu', { openId, eventKey });
}

/** Opens the private chat with the bot. */
export function enterChat(openId) {
  return post('/enter', { openId });
}

/** Where the bytes of a file are. */
export function fileAddress(fileKey) {
  return `${base}/files/${encodeURIComponent(fileKey)}`;
}

async function post(path, body) {
  const answer = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error('连接不上演示环境，请稍后再试');
  });
  const content = await answer.json().catch(() => null);
  if (!answer.ok) throw new Error(content?.error?.message ?? `HTTP ${answer.status}`);
  return content;
}
