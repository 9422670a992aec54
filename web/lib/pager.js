import { element } from './element.js';
import { groupedNumber } from './grouped-number.js';

/**
 * Leads from one page of rows to the next and back.
 * @param {(page: number) => Promise<void>} turnTo
 * @returns {{ root: HTMLElement, show: (place: { page: number, pages: number, total: number }) => void }}
 */
export function createPager(turnTo) {
  const back = pagerButton('上一页', () => turnTo(shown - 1));
  const on = pagerButton('下一页', () => turnTo(shown + 1));
  const place = element('span', 'quiet');
  place.setAttribute('role', 'status');
  const root = element('div', 'pager');
  root.append(back, on, place);
  root.hidden = true;
  let shown = 1;
  return {
    root,
    show({ page, pages, total }) {
      shown = page;
      root.hidden = pages < 2;
      place.textContent = `第 ${page} / ${pages} 页，共 ${groupedNumber(total)} 行`;
      back.disabled = page === 1;
      on.disabled = page === pages;
    },
  };
}

/** @param {string} word @param {() => void} onPress */
function pagerButton(word, onPress) {
  const button = element('button', 'button button-quiet', word);
  button.type = 'button';
  button.addEventListener('click', onPress);
  return button;
}
