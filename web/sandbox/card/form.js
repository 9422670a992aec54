import { element } from '../element.js';

/** A form; its submit button sends what was filled in. */
export function form({ elements = [] }, context) {
  const drawn = element('form', 'card-form');
  drawn.autocomplete = 'off';
  drawn.append(...context.draw(elements, context));
  return drawn;
}
