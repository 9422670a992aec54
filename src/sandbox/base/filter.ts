import { z } from 'zod';
import { VendorError } from '../platform/vendor-error.ts';
import type { Table } from '../state/base-model.ts';
import { Condition, compileCondition, type Predicate } from './filter-condition.ts';
import type { Zone } from './zone.ts';

/** https://open.feishu.cn/document/docs/bitable-v1/app-table-record/record-filter-guide */
const Conjunction = z.enum(['and', 'or']);
const Group = z.object({ conjunction: Conjunction, conditions: z.array(Condition) });
const Filter = z.object({
  conjunction: Conjunction,
  conditions: z.array(Condition).default([]),
  /** One level only. */
  children: z.array(Group.strict()).default([]),
});

/** How the server measures the length is undocumented; the JSON text is a reading. */
const longestFilter = 2000;
const mostConditions = 50;
const mostValues = 10;

/**
 * Compiles the `filter` of a search.
 * @param now epoch milliseconds, for values such as `Today`
 * @throws VendorError 1254107 when it is too long, 1254018 when it is not a valid filter, 1254045 for an unknown field
 */
export function compileFilter(filter: unknown, table: Table, zone: Zone, now: number): Predicate {
  if (filter === undefined || filter === null) return () => true;
  if (JSON.stringify(filter).length > longestFilter) throw new VendorError('FilterLengthExceedLimit');
  const parsed = Filter.safeParse(filter);
  if (!parsed.success) throw new VendorError('InvalidFilter');
  const { conjunction, conditions, children } = parsed.data;
  const all = [...conditions, ...children.flatMap((child) => child.conditions)];
  if (all.length > mostConditions || all.some(({ value }) => value.length > mostValues)) {
    throw new VendorError('FieldValidationFailed', { detail: { field_violations: [tooMany(all.length)] } });
  }
  const compile = (condition: Condition) => compileCondition(condition, table, zone, now);
  return join(conjunction, [
    ...conditions.map(compile),
    ...children.map((child) => join(child.conjunction, child.conditions.map(compile))),
  ]);
}

function tooMany(conditions: number) {
  return {
    field: 'filter.conditions',
    value: String(conditions),
    description: `at most ${mostConditions} conditions with ${mostValues} values each`,
  };
}

/** No condition at all lets everything pass, whatever the conjunction. */
function join(conjunction: 'and' | 'or', predicates: readonly Predicate[]): Predicate {
  if (predicates.length === 0) return () => true;
  return conjunction === 'and'
    ? (record) => predicates.every((passes) => passes(record))
    : (record) => predicates.some((passes) => passes(record));
}
