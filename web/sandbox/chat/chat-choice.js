import { element } from '../element.js';

const choice = document.querySelector('#chat-choice');
const speaker = document.querySelector('#speaker');

/** Lets people choose a chat and, in a group, who they are; `onChoice` hears of each change. */
export function createChatChoice(onChoice) {
  let answer = null;
  let offered = '';
  const chosenChat = () => answer.chats.find(({ chatId }) => chatId === choice.value);
  const choose = () => {
    speaker.parentElement.hidden = chosenChat().kind !== 'group';
    onChoice();
  };
  choice.addEventListener('change', choose);
  speaker.addEventListener('change', onChoice);
  return {
    /** Offers the chats; what was chosen stays chosen. */
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
    /** The chat on show and who speaks in it. */
    chosen() {
      const chat = chosenChat();
      const openId = chat.kind === 'group' ? speaker.value : memberOf(chat, answer.users).openId;
      return { chat, openId };
    },
  };
}

function refill(select, options) {
  const before = select.value;
  select.replaceChildren(...options);
  if ([...select.options].some(({ value }) => value === before)) select.value = before;
}

function chatGroups({ chats, users }) {
  const ofKind = (kind) => chats.filter((chat) => chat.kind === kind);
  const privately = ofKind('private').map((chat) => new Option(memberOf(chat, users).name, chat.chatId));
  const together = ofKind('group').map(({ chatId, name }) => new Option(name, chatId));
  return [optionGroup('私聊', privately), optionGroup('群聊', together)];
}

function optionGroup(label, options) {
  const group = element('optgroup');
  group.label = label;
  group.append(...options);
  return group;
}

function memberOf({ memberIds }, users) {
  return users.find(({ openId }) => memberIds.includes(openId));
}
