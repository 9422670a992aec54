import { element } from '../lib/element.js';

/**
 * The picture of a sender: the sign that tells the name from others. The name itself stands beside it.
 * @param {string} name @param {'user' | 'bot'} [kind]
 */
export function avatar(name, kind = 'user') {
  const signs = [...name];
  const picture = element('span', `avatar ${kind}`, signs[kind === 'bot' ? 0 : signs.length - 1] ?? '');
  picture.setAttribute('aria-hidden', 'true');
  return picture;
}
