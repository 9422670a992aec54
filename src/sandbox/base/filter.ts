import { z } from 'zod';
import type { Settings } from '../platform/settings.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { Table } from '../state/base-model.ts';
import { Condition, compileCondition, type FilterTerms, type Predicate } from './filter-condition.ts';

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
const mostValues = 10;

/** What filters are read by: the terms of conditions, and how many of them there may be. */
export interface FilterRules extends FilterTerms {
  mostConditions: number;
  refusal: Settings['filterRefusal'];
}

/**
 * Compiles the `filter` of a search.
 * @throws VendorError 1254107 when it is too long, 1254018 when it is not a valid filter, 1254045 for an unknown field,
 * `refusal` for too many conditions
 */
export function compileFilter(filter: unknown, table: Table, rules: FilterRules): Predicate {
  if (filter === undefined || filter === null) return () => true;
  if (JSON.stringify(filter).length > longestFilter) throw new VendorError('FilterLengthExceedLimit');
  const parsed = Filter.safeParse(filter);
  if (!parsed.success) throw new VendorError('InvalidFilter');
  const { conjunction, conditions, children } = parsed.data;
  const all = [...conditions, ...children.flatMap((child) => child.conditions)];
  if (all.length > rules.mostConditions) throw tooManyConditions(all.length, rules);
  if (all.some(({ value }) => value.length > mostValues)) throw invalid(`at most ${mostValues} values`);
  const compile = (condition: Condition) => compileCondition(condition, table, rules);
  return join(conjunction, [
    ...conditions.map(compile),
    ...children.map((child) => join(child.conjunction, child.conditions.map(compile))),
  ]);
}

function tooManyConditions(given: number, { mostConditions, refusal }: FilterRules): VendorError {
  switch (refusal) {
    case 99992402:
      return invalid(`at most ${mostConditions} conditions, not ${given}`);
    case 1254018:
      return new VendorError('InvalidFilter');
    case 1254107:
      return new VendorError('FilterLengthExceedLimit');
    case 1254001:
      return new VendorError('WrongRequestBody');
  }
}

function invalid(description: string): VendorError {
  const violation = { field: 'filter.conditions', value: '', description };
  return new VendorError('FieldValidationFailed', { detail: { field_violations: [violation] } });
}

/** No condition at all lets everything pass, whatever the conjunction. */
function join(conjunction: 'and' | 'or', predicates: readonly Predicate[]): Predicate {
  if (predicates.length === 0) return () => true;
  return conjunction === 'and'
    ? (record) => predicates.every((passes) => passes(record))
    : (record) => predicates.some((passes) => passes(record));
}
