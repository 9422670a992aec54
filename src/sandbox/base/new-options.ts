import type { NewId } from '../platform/ids.ts';
import { type Cell, listOf, type SelectOption, type Table } from '../state/base-model.ts';
import type { Change } from '../state/change.ts';

/**
 * A written option that the field does not have is added to it
 * (https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-table-record/create, 单选 and 多选).
 */
export function newOptions(
  table: Table,
  writes: readonly { cells: Readonly<Record<string, Cell | null>> }[],
  newId: NewId,
): Change[] {
  return table.fields.flatMap((field): Change[] => {
    if (field.property.kind !== 'options') return [];
    const known = field.property.options;
    const cells = writes.map(({ cells: written }) => written[field.id]);
    const options = optionsWith(known, cells, newId);
    if (options.length === known.length) return [];
    return [
      { kind: 'put_field', tableId: table.id, field: { ...field, property: { kind: 'options', options } } },
    ];
  });
}

/** The options, and after them those that the cells name and that were missing. */
export function optionsWith(
  known: readonly SelectOption[],
  cells: readonly (Cell | null | undefined)[],
  newId: NewId,
): SelectOption[] {
  const names = new Set(cells.flatMap(namesIn));
  for (const { name } of known) names.delete(name);
  return [...known, ...[...names].map((name, place) => newOption(name, known.length + place, newId))];
}

/** An option with the color that is next in turn, of 0 to 54. */
export function newOption(name: string, place: number, newId: NewId): SelectOption {
  return { id: newId('opt', 10), name, color: place % 55 };
}

function namesIn(cell: Cell | null | undefined): readonly string[] {
  return typeof cell === 'string' ? [cell] : listOf(cell);
}
