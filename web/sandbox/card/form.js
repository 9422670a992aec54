import { element } from '../../lib/element.js';

/** @import { Container, DrawContext } from './card-json.d.ts' */

/** A form; its submit button sends what was filled in. @param {Container} part @param {DrawContext} context */
export function form({ elements = [] }, context) {
  const drawn = element('form', 'card-form');
  drawn.autocomplete = 'off';
  drawn.append(...context.draw(elements, context));
  return drawn;
}
