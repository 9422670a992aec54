import { renderMessage } from './message.js';
import { stayAtEnd } from './stay-at-end.js';

/** Keeps the messages on show in `scroll`; only those that changed are drawn again. */
export function createMessageList(scroll, handlers) {
  const list = scroll.querySelector('ol');
  // What scrolls must be reachable by keyboard.
  scroll.tabIndex = 0;
  const drawn = new Map();
  let shownChat = '';
  const end = stayAtEnd(scroll);
  return {
    /** Shows the messages of one chat, oldest first, to `openId`. */
    show({ chatId, messages, openId, people }) {
      if (chatId !== shownChat) end.go();
      shownChat = chatId;
      const byId = new Map(messages.map((message) => [message.messageId, message]));
      const items = messages.map((message) => {
        const quoted = byId.get(message.replyTo) ?? null;
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

/** The item of a message as it is now: the one on show, or a new one. */
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

/** A card made anew would lose the keyboard's place in it. */
function replaceKeepingFocus(old, item) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(item);
  if (focused === null) return;
  const same = [...item.querySelectorAll(focused.tagName)].find(
    (candidate) => candidate.textContent === focused.textContent && candidate.name === focused.name,
  );
  (same ?? item).focus({ preventScroll: true });
}

function forget(drawn, byId) {
  for (const id of drawn.keys()) if (!byId.has(id)) drawn.delete(id);
}

/** Moves nothing that is in its place, so that what people type or select stays. */
function place(list, items) {
  const kept = new Set(items);
  for (const child of [...list.children]) if (!kept.has(child)) child.remove();
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
}
