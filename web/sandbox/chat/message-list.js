import { find } from '../../lib/find.js';
import { renderMessage } from './message.js';
import { stayAtEnd } from './stay-at-end.js';

/** @import { Message } from './chat-api.js' */
/** @import { Handlers, Seen } from './message.js' */
/** @import { People } from './people.js' */

/** @typedef {Map<string, { content: string, item: HTMLElement }>} Drawn by message id; `content` tells whether it changed */

/** Keeps the messages on show in `scroll`; only those that changed are drawn again. @param {HTMLElement} scroll @param {Handlers} handlers */
export function createMessageList(scroll, handlers) {
  const list = find(scroll, 'ol', HTMLElement);
  // What scrolls must be reachable by keyboard.
  scroll.tabIndex = 0;
  /** @type {Drawn} */
  const drawn = new Map();
  let shownChat = '';
  const end = stayAtEnd(scroll);
  return {
    /**
     * Shows the messages of one chat, oldest first, to `openId`.
     * @param {{ chatId: string, messages: readonly Message[], openId: string, people: People }} chat
     */
    show({ chatId, messages, openId, people }) {
      if (chatId !== shownChat) end.go();
      shownChat = chatId;
      const byId = new Map(messages.map((message) => [message.messageId, message]));
      const items = messages.map((message) => {
        const quoted = byId.get(message.replyTo ?? '') ?? null;
        return current(drawn, { message, quoted, openId }, () =>
          renderMessage({ message, quoted, openId, people }, handlers),
        );
      });
      forget(drawn, byId);
      place(list, items);
      end.keep();
    },
    scrollToEnd: end.go,
  };
}

/**
 * The item of a message as it is now: the one on show, or a new one.
 * @param {Drawn} drawn @param {Seen} seen @param {() => HTMLElement} draw
 */
function current(drawn, seen, draw) {
  const { messageId } = seen.message;
  const content = JSON.stringify(seen);
  const before = drawn.get(messageId);
  if (before?.content === content) return before.item;
  const item = draw();
  drawn.set(messageId, { content, item });
  if (before?.item.isConnected) replaceKeepingFocus(before.item, item);
  return item;
}

/** A card made anew would lose the keyboard's place in it. @param {HTMLElement} old @param {HTMLElement} item */
function replaceKeepingFocus(old, item) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(item);
  if (focused === null) return;
  const same = [...item.querySelectorAll(focused.tagName)].find(
    (candidate) =>
      candidate.textContent === focused.textContent &&
      candidate.getAttribute('name') === focused.getAttribute('name'),
  );
  (same instanceof HTMLElement ? same : item).focus({ preventScroll: true });
}

/** @param {Drawn} drawn @param {ReadonlyMap<string, Message>} byId */
function forget(drawn, byId) {
  for (const id of drawn.keys()) if (!byId.has(id)) drawn.delete(id);
}

/** Moves nothing that is in its place, so that what people type or select stays. @param {HTMLElement} list @param {HTMLElement[]} items */
function place(list, items) {
  const kept = new Set(/** @type {Element[]} */ (items));
  for (const child of [...list.children]) if (!kept.has(child)) child.remove();
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
}
