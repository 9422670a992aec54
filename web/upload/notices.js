import { element, showText } from './elements.js';

/**
 * What holds for the whole service.
 * @param {{ top: HTMLElement, bottom: HTMLElement, logout: HTMLElement, who: HTMLElement }} elements
 * @param {{ notice?: string | null, botNotice?: string | null, canLogOut?: boolean, loggedInAs?: string | null }} about
 *   `notice` stands in sandbox mode only
 */
export function showNotices({ top, bottom, logout, who }, { notice, botNotice, canLogOut, loggedInAs }) {
  showText(bottom, botNotice ?? '');
  showText(who, loggedInAs ?? '');
  logout.hidden = !canLogOut;
  if (!notice) {
    top.replaceChildren();
    return;
  }
  const sandboxLink = element('a', '查看演示表格');
  sandboxLink.href = '/sandbox';
  const line = element('p', notice, 'notice');
  line.append(' ', sandboxLink);
  top.replaceChildren(line);
}
