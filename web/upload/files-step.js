import { element } from '../lib/element.js';
import { showText } from '../lib/show-text.js';

/** @import { SyncView } from './sync-view.js' */

/**
 * What comes next for several files together, as one solid button at most: those that are filled in go on; else the first
 * whose rows failed is shown; else the Base.
 * @param {{ onGoOn: () => void, onSee: (view: SyncView) => void }} listeners
 */
export function createFilesStep({ onGoOn, onSee }) {
  const goOn = element('button', 'button');
  const see = element('button', 'button', '看失败的行');
  const openBase = element('a', 'button', '在多维表格中查看');
  for (const button of [goOn, see]) button.type = 'button';
  openBase.target = '_blank';
  openBase.rel = 'noopener';
  /** @type {SyncView | null} */
  let failing = null;
  goOn.addEventListener('click', onGoOn);
  see.addEventListener('click', () => failing !== null && onSee(failing));

  /** @param {readonly SyncView[]} views @param {{ asking: number, ready: number, isBusy: boolean }} rows how many ask, and how many are filled in */
  function update(views, { asking, ready, isBusy }) {
    const shown = views.map((view) => view.shown());
    const isOver = asking === 0 && shown.every(({ isActive }) => !isActive);
    failing = views.find((view) => view.shown().next === 'seeFailures') ?? null;
    const inBase = shown.find(({ next }) => next === 'openBase')?.sync?.baseUrl ?? null;
    showText(goOn, asking === 0 ? '' : ready === 0 ? '继续' : `继续（${ready}份）`);
    goOn.disabled = ready === 0 || isBusy;
    see.hidden = !isOver || failing === null;
    openBase.hidden = !isOver || failing !== null || inBase === null;
    openBase.href = inBase ?? '';
  }

  return {
    parts: [goOn, see, openBase],
    update,
    hasNext: () => [goOn, see, openBase].some((button) => !button.hidden),
    /** @param {boolean} isQuiet a card is unfolded, and its button is the one */
    setQuiet(isQuiet) {
      for (const button of [goOn, see, openBase]) button.classList.toggle('button-quiet', isQuiet);
    },
  };
}
