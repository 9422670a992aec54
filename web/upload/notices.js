import { element } from '../lib/element.js';
import { showText } from '../lib/show-text.js';

/** @import { SyncList } from '../lib/sync-api.js' */

/**
 * What holds for the whole service.
 * @param {{ top: HTMLElement, bottom: HTMLElement, logout: HTMLElement, who: HTMLElement }} elements
 * @param {Omit<SyncList, 'syncs'>} about `notice` stands in sandbox mode only
 */
export function showNotices({ top, bottom, logout, who }, { notice, botNotice, canLogOut, loggedInAs }) {
  showText(bottom, botNotice ?? '');
  showText(who, loggedInAs ?? '');
  logout.hidden = !canLogOut;
  if (!notice) {
    top.replaceChildren();
    return;
  }
  const sandboxLink = element('a', '', '查看演示表格');
  sandboxLink.href = '/sandbox';
  const line = element('p', 'notice', notice);
  line.append(' ', sandboxLink);
  top.replaceChildren(line);
}
