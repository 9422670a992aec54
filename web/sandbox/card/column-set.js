import { element } from '../../lib/element.js';

/** @import { Column, ColumnSet, DrawContext } from './card-json.d.ts' */

const flexModes = new Set(['none', 'stretch', 'flow', 'bisect', 'trisect']);
const alignments = new Set(['top', 'center', 'bottom']);

/**
 * Columns side by side; `flex_mode` says what happens where there is little room.
 * @param {ColumnSet} part @param {DrawContext} context
 */
export function columnSet({ columns = [], flex_mode: mode = 'none' }, context) {
  const set = element('div', `column-set flex-${flexModes.has(mode) ? mode : 'none'}`);
  set.append(...columns.map((column) => drawColumn(column, context)));
  return set;
}

/** @param {Column} part @param {DrawContext} context */
function drawColumn({ elements = [], width = 'auto', weight = 1, vertical_align: align = 'top' }, context) {
  const column = element('div', `column align-${alignments.has(align) ? align : 'top'}`);
  if (width === 'weighted') column.style.flex = `${Number(weight)} 1 0`;
  else if (width !== 'auto') column.style.width = width;
  column.append(...context.draw(elements, context));
  return column;
}
