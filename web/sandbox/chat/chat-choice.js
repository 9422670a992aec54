import { element } from '../../lib/element.js';
import { find } from '../../lib/find.js';

/** @import { Chat } from './chat-api.js' */

/** @typedef {Chat['chats'][number]} ChatRoom */
/** @typedef {Chat['users']} Users */

const choice = find(document, '#chat-choice', HTMLSelectElement);
const speakerField = find(document, '#speaker-field', HTMLElement);
const speaker = find(speakerField, 'select', HTMLSelectElement);

/**
 * Lets people choose a chat and, in a group, who they are.
 * @param {() => void} onChoice is called after each change
 */
export function createChatChoice(onChoice) {
  /** @type {Chat | null} */
  let answer = null;
  let offered = '';
  const chosen = () => chosenOf(answer);
  const choose = () => {
    speakerField.hidden = chosen()?.chat.kind !== 'group';
    onChoice();
  };
  choice.addEventListener('change', choose);
  speaker.addEventListener('change', onChoice);
  return {
    /** Offers the chats; what was chosen stays chosen. @param {Chat} newest */
    show(newest) {
      answer = newest;
      const offer = JSON.stringify([newest.users, newest.chats]);
      if (offer === offered) return;
      offered = offer;
      refill(choice, chatGroups(newest));
      refill(
        speaker,
        newest.users.map(({ openId, name }) => new Option(name, openId)),
      );
      choose();
    },
    /** The chat on show and who speaks in it; null until there is one. */
    chosen,
  };
}

/** @param {Chat | null} answer */
function chosenOf(answer) {
  const chat = answer?.chats.find(({ chatId }) => chatId === choice.value);
  if (answer === null || chat === undefined) return null;
  const openId = chat.kind === 'group' ? speaker.value : memberOf(chat, answer.users)?.openId;
  return openId === undefined ? null : { chat, openId };
}

/** @param {HTMLSelectElement} select @param {HTMLElement[]} options */
function refill(select, options) {
  const before = select.value;
  select.replaceChildren(...options);
  if ([...select.options].some(({ value }) => value === before)) select.value = before;
}

/** @param {Chat} chat */
function chatGroups({ chats, users }) {
  /** @param {ChatRoom['kind']} kind */
  const ofKind = (kind) => chats.filter((chat) => chat.kind === kind);
  const privately = ofKind('private').map(
    (chat) => new Option(memberOf(chat, users)?.name ?? chat.name, chat.chatId),
  );
  const together = ofKind('group').map(({ chatId, name }) => new Option(name, chatId));
  return [optionGroup('私聊', privately), optionGroup('群聊', together)];
}

/** @param {string} label @param {HTMLOptionElement[]} options */
function optionGroup(label, options) {
  const group = element('optgroup');
  group.label = label;
  group.append(...options);
  return group;
}

/** @param {ChatRoom} chat @param {Users} users */
function memberOf({ memberIds }, users) {
  return users.find(({ openId }) => memberIds.includes(openId));
}
