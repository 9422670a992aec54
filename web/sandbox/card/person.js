import { element } from '../../lib/element.js';
import { avatar } from '../avatar.js';

/** @import { CardContext, PartOf } from './card-json.d.ts' */

/**
 * A person by picture and, if the card says so, by name.
 * @param {PartOf<'person'>} part @param {Pick<CardContext, 'nameOf'>} context
 */
export function person({ user_id: openId, show_name: showName }, { nameOf }) {
  const name = nameOf(openId) ?? '未知用户';
  const drawn = element('span', 'card-person');
  drawn.append(avatar(name));
  if (showName) drawn.append(element('span', '', name));
  else drawn.title = name;
  return drawn;
}
