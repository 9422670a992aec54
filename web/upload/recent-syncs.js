import { RequestProblem } from '../lib/request-problem.js';
import { showText } from '../lib/show-text.js';
import { showTrouble } from '../lib/show-trouble.js';
import { listed } from '../lib/sync-api.js';
import { syncItem } from '../lib/sync-item.js';
import { addressOf } from './page-address.js';

/** @import { Sync } from '../lib/sync-api.js' */

/**
 * The folded list of recent syncs; read when it is unfolded, and again when something is finished.
 * @param {{ fold: HTMLDetailsElement, state: HTMLElement, list: HTMLElement }} elements
 * @param {{ read: () => Promise<Sync[]>, onChosen: (id: string) => void }} page `read`
 *   rejects with a RequestProblem
 * @returns {{ refresh: () => Promise<void> }}
 */
export function createRecentSyncs({ fold, state, list }, { read, onChosen }) {
  async function refresh() {
    if (!fold.open) return;
    try {
      const syncs = await read();
      list.replaceChildren(...waitingFirst(syncs).map((sync) => recentItem(sync, onChosen)));
      showText(state, aboutList(syncs.length));
    } catch (problem) {
      if (!(problem instanceof RequestProblem)) throw problem;
      showTrouble(state, problem.text, problem);
    }
  }
  fold.addEventListener('toggle', refresh);
  return { refresh };
}

/**
 * What waits for a person goes on only if somebody sees it.
 * @param {Sync[]} syncs the newest first
 */
function waitingFirst(syncs) {
  /** @param {Sync} sync */
  const isWaiting = ({ status }) => status === 'needs_input';
  return [...syncs.filter(isWaiting), ...syncs.filter((sync) => !isWaiting(sync))];
}

/** @param {number} count */
function aboutList(count) {
  if (count === 0) return '还没有同步过。';
  return count < listed ? '' : `只列出最近${count}次。`;
}

/** @param {Sync} sync @param {(id: string) => void} onChosen */
function recentItem(sync, onChosen) {
  const { item, link } = syncItem(sync, addressOf([sync.id]));
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onChosen(sync.id);
  });
  return item;
}
