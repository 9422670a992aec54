import { element } from '../../lib/element.js';

/** @import { CollapsiblePanel, DrawContext } from './card-json.d.ts' */

/** What is folded until somebody wants to see it. @param {CollapsiblePanel} part @param {DrawContext} context */
export function collapsiblePanel({ header, expanded = false, elements = [] }, context) {
  const drawn = element('details', 'card-panel');
  drawn.open = expanded;
  drawn.append(element('summary', '', header?.title?.content), ...context.draw(elements, context));
  return drawn;
}
