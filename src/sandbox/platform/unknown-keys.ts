const unknownKey = 'not_documented';

/** The same answer with one more key in every object, except among the cells of a record, whose keys are field names. */
export function withUnknownKeys(answer: object): object {
  return Object.fromEntries([
    ...Object.entries(answer).map(([key, value]) => [key, key === 'fields' ? inCells(value) : inside(value)]),
    [unknownKey, { since: 1 }],
  ]);
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  return typeof value === 'object' && value !== null ? withUnknownKeys(value) : value;
}

function inCells(cells: unknown): unknown {
  if (typeof cells !== 'object' || cells === null) return cells;
  return Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, inside(value)]));
}
