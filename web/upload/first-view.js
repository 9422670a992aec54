import { element } from '../lib/element.js';
import { showText } from '../lib/show-text.js';
import { localTime } from '../lib/words.js';
import { addressOf } from './page-address.js';

/** @import { Sync } from '../lib/sync-api.js' */

const latestShown = 3;

/**
 * What stands under the button as long as no sync is on show: whether something waits for a person, and the last syncs.
 * @param {{ section: HTMLElement, waiting: HTMLButtonElement, list: HTMLElement, state: HTMLElement }} elements
 * @param {{ onChosen: (ids: string[]) => void }} page
 */
export function createFirstView({ section, waiting, list, state }, { onChosen }) {
  /** The newest first; null before they have been read. @type {readonly Sync[] | null} */
  let syncs = null;
  waiting.addEventListener('click', () => onChosen(waitingIds()));

  const waitingIds = () => (syncs ?? []).flatMap(({ status, id }) => (status === 'needs_input' ? id : []));

  function draw() {
    if (syncs === null) return;
    // What nobody sees must not be found by a search in the page either.
    const shown = section.hidden ? [] : syncs.slice(0, latestShown);
    const count = waitingIds().length;
    showText(waiting, count === 0 ? '' : `${count}份等您补充`);
    list.replaceChildren(...shown.map((sync) => latestItem(sync, onChosen)));
    showText(state, syncs.length === 0 ? '还没有同步过。' : '');
  }

  /** @param {readonly Sync[]} read the newest first */
  function show(read) {
    syncs = read;
    draw();
  }

  /** @param {boolean} isThere */
  function setShown(isThere) {
    section.hidden = !isThere;
    draw();
  }

  return { show, setShown };
}

/** @param {Sync} sync @param {(ids: string[]) => void} onChosen */
function latestItem({ id, news, fileName, createdAt }, onChosen) {
  const link = element('a');
  link.href = addressOf([id]);
  link.dataset.tone = news.tone;
  const facts = [localTime(createdAt), ...(news.title.includes(fileName) ? [] : [fileName])];
  link.append(
    element('span', 'latest-news', news.title),
    element('span', 'quiet latest-facts', facts.join(' · ')),
  );
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onChosen([id]);
  });
  const item = element('li');
  item.append(link);
  return item;
}
