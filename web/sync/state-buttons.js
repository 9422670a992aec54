import { element } from '../lib/element.js';

/** @import { SyncState } from '../lib/sync-api.js' */

/** @type {readonly (readonly [SyncState | null, string])[]} */
const states = [
  [null, '全部'],
  ['needs_input', '等待补充'],
  ['active', '进行中'],
  ['succeeded', '处理完毕'],
  ['partial', '部分失败'],
  ['failed', '没有完成'],
  ['canceled', '已取消'],
];

/** One is always pressed: all, or the state that is looked for. @param {(state: SyncState | null) => void} onChosen */
export function createStateButtons(onChosen) {
  const field = element('fieldset', 'kinds');
  const buttons = states.map(([state, word]) => {
    const button = element('button', 'kind', word);
    button.type = 'button';
    button.setAttribute('aria-pressed', String(state === null));
    button.addEventListener('click', () => {
      for (const each of buttons) each.setAttribute('aria-pressed', String(each === button));
      onChosen(state);
    });
    return button;
  });
  field.append(element('legend', 'visually-hidden', '只看哪一种'), ...buttons);
  return field;
}
