import { element } from './element.js';

/** The picture of a sender: the sign that tells the name from others. The name itself stands beside it. */
export function avatar(name, kind = 'user') {
  const picture = element('span', `avatar ${kind}`, [...name].at(kind === 'bot' ? 0 : -1) ?? '');
  picture.setAttribute('aria-hidden', 'true');
  return picture;
}
