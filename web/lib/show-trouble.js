import { element } from './element.js';
import { showText } from './show-text.js';

/**
 * Says what is in the way and, where the login is over, leads to it. That opens beside this page, which keeps what is
 * on its way and what was typed, and finds its syncs again by the address.
 * @param {HTMLElement} target @param {string} text @param {{ needsLogin: boolean }} problem
 */
export function showTrouble(target, text, { needsLogin }) {
  const word = '重新登录';
  // Said again it is left alone, so that it is read out once.
  if (!target.hidden && target.textContent === (needsLogin ? text + word : text)) return;
  showText(target, text);
  if (needsLogin) target.append(loginLink(word));
}

/** @param {string} word */
function loginLink(word) {
  const link = element('a', '', word);
  const { pathname, search, hash } = location;
  link.href = `/login?next=${encodeURIComponent(pathname + search)}${hash}`;
  link.target = '_blank';
  return link;
}
