import { element } from '../../lib/element.js';
import { avatar } from '../avatar.js';
import { messageContent } from './message-content.js';
import { messageSummary } from './message-summary.js';
import { sentTime } from './sent-time.js';

/** @import { Pressed } from '../card/card-json.d.ts' */
/** @import { Message } from './chat-api.js' */
/** @import { People } from './people.js' */

/** @typedef {{ message: Message, quoted: Message | null, openId: string }} Seen `quoted`: the message it answers; `openId`: who looks */
/** @typedef {{ reply: (message: Message) => void, press: (message: Message, pressed: Pressed) => Promise<void> }} Handlers */

/**
 * One message of a chat as Feishu shows it.
 * @param {Seen & { people: People }} seen @param {Handlers} handlers
 */
export function renderMessage({ message, quoted, openId, people }, handlers) {
  const item = element('li', 'message');
  item.id = message.messageId;
  item.tabIndex = -1;
  if (message.recalled) {
    item.classList.add('recalled');
    item.textContent = `${message.sender.name}撤回了一条消息`;
    return item;
  }
  item.classList.add(message.sender.openId === openId ? 'own' : 'other');
  const main = element('div', 'message-main');
  main.append(byline(message, people, handlers), bubble({ message, quoted, people }, handlers));
  item.append(avatar(message.sender.name, message.sender.kind), main);
  return item;
}

/** @param {Message} message @param {People} people @param {Handlers} handlers */
function byline(message, people, { reply }) {
  const { sender, sentAt } = message;
  const line = element('div', 'byline');
  line.append(element('span', 'sender', sender.name));
  if (sender.kind === 'bot') line.append(element('span', 'badge', '机器人'));
  if (people.isExternal(sender.openId)) line.append(element('span', 'badge external', '外部'));
  line.append(sentTime(sentAt));
  const button = element('button', 'reply-button', '回复');
  button.type = 'button';
  button.setAttribute('aria-label', `回复 ${sender.name}：${messageSummary(message)}`);
  button.addEventListener('click', () => reply(message));
  line.append(button);
  return line;
}

/** @param {{ message: Message, quoted: Message | null, people: People }} seen @param {Handlers} handlers */
function bubble({ message, quoted, people }, { press }) {
  const drawn = element('div', `bubble of-${message.content.kind}`);
  if (quoted !== null) drawn.append(quote(quoted));
  drawn.append(
    messageContent(message.content, {
      nameOf: people.nameOf,
      press: (pressed) => press(message, pressed),
    }),
  );
  return drawn;
}

/** @param {Message} message */
function quote(message) {
  const text = `回复 ${message.sender.name}：${messageSummary(message)}`;
  const link = element('button', 'quote', text);
  link.type = 'button';
  link.title = text;
  link.addEventListener('click', () => {
    const original = document.getElementById(message.messageId);
    original?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    original?.focus({ preventScroll: true });
  });
  return link;
}
