import { element } from './element.js';
import { groupedNumber } from './grouped-number.js';
import { kinds } from './words.js';

/** @import { Changes } from './sync-api.js' */
/** @import { Kind } from './words.js' */

/**
 * A button for each kind of change that there is, and one for all.
 * @param {Changes['counts']} counts @param {Kind | null} chosen @param {(kind: Kind | null) => void} onChosen
 */
export function kindButtons(counts, chosen, onChosen) {
  const there = kinds.filter(({ name }) => counts[name] > 0 || name === chosen);
  return [
    kindButton('全部', chosen === null, () => onChosen(null)),
    ...there.map(({ name, word }) =>
      kindButton(`${word} ${groupedNumber(counts[name])}`, chosen === name, () => onChosen(name)),
    ),
  ];
}

/** @param {string} label @param {boolean} isPressed @param {() => void} onPress */
function kindButton(label, isPressed, onPress) {
  const button = element('button', 'kind', label);
  button.type = 'button';
  button.setAttribute('aria-pressed', String(isPressed));
  button.addEventListener('click', onPress);
  return button;
}
