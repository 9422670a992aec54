import { z } from 'zod';
import type { Settings } from '../platform/settings.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { BaseRecord, Cell, Field, Table } from '../state/base-model.ts';
import { authorOf } from './author.ts';
import { dayRange } from './day-range.ts';
import { plainText } from './display-cell.ts';
import { type FieldType, fieldTypeOf } from './field-types.ts';
import type { Zone } from './zone.ts';

/** One condition of a filter (https://open.feishu.cn/document/docs/bitable-v1/app-table-record/record-filter-guide). */
export const Condition = z.object({
  field_name: z.string().max(1000),
  operator: z.string(),
  // Leaving it out is an error even where no value is meant.
  value: z.array(z.string()),
});
export type Condition = z.infer<typeof Condition>;

/** Whether a record passes. */
export type Predicate = (record: BaseRecord) => boolean;

type Kind = FieldType['filteredAs'];
type Test = (cell: Cell | undefined) => boolean;

/** What conditions are read by, beside the table. */
export interface FilterTerms {
  zone: Zone;
  /** Epoch milliseconds, for values such as `Today`. */
  now: number;
  textFilter: Settings['textFilter'];
}

interface Asked extends FilterTerms {
  operator: string;
  value: readonly string[];
}

/**
 * Compiles one condition.
 * @throws VendorError 1254045 for an unknown field; 1254018 for an operator the field does not have or values it does not take
 */
export function compileCondition(condition: Condition, table: Table, terms: FilterTerms): Predicate {
  const field = table.fields.find(({ name }) => name === condition.field_name);
  if (field === undefined) throw new VendorError('FieldNameNotFound');
  const kind = fieldTypeOf(field.type)?.filteredAs ?? 'nothing';
  const { operator, value } = condition;
  const test = kind !== 'checkbox' && kind !== 'nothing' ? presenceTest(operator, value) : null;
  const passes = test ?? testsOf[kind]({ ...terms, operator, value });
  if (passes === null) throw new VendorError('InvalidFilter');
  return (record) => passes(filteredCell(field, record));
}

function presenceTest(operator: string, value: readonly string[]): Test | null {
  if (operator !== 'isEmpty' && operator !== 'isNotEmpty') return null;
  if (value.length > 0) throw new VendorError('InvalidFilter');
  return (cell) => isEmpty(cell) === (operator === 'isEmpty');
}

function isEmpty(cell: Cell | undefined): boolean {
  return cell === undefined || cell === '';
}

/** For each kind of field: the test that an operator and its values ask for, null where it has none. */
const testsOf: Record<Kind, (asked: Asked) => Test | null> = {
  text: textTest,
  number: numberTest,
  choice: choiceTest,
  date: dateTest,
  checkbox: checkboxTest,
  presence: () => null,
  nothing: () => null,
};

// Whether the real service folds case or trims is undocumented; here texts are equal if they are the same.
function textTest({ operator, value, textFilter }: Asked): Test | null {
  const [wanted = ''] = value;
  if (value.length > 1) return null;
  const tests: Record<string, Test> = {
    is: (cell) => textOf(cell) === wanted,
    isNot: (cell) => textOf(cell) !== wanted,
    contains: (cell) =>
      textFilter === 'contains_whole' ? textOf(cell) === wanted : textOf(cell).includes(wanted),
    doesNotContain: (cell) => !textOf(cell).includes(wanted),
  };
  const test = tests[operator];
  if (test === undefined) return null;
  return textFilter === 'finds_nothing' ? () => false : test;
}

function textOf(cell: Cell | undefined): string {
  return cell === undefined ? '' : plainText(cell);
}

function numberTest({ operator, value }: Asked): Test | null {
  const wanted = Number(value[0]);
  if (value.length !== 1 || Number.isNaN(wanted)) return null;
  const compare = (holds: (cell: number) => boolean): Test => {
    return (cell) => typeof cell === 'number' && holds(cell);
  };
  const tests: Record<string, Test> = {
    is: compare((cell) => cell === wanted),
    isNot: (cell) => cell !== wanted,
    isGreater: compare((cell) => cell > wanted),
    isGreaterEqual: compare((cell) => cell >= wanted),
    isLess: compare((cell) => cell < wanted),
    isLessEqual: compare((cell) => cell <= wanted),
  };
  return tests[operator] ?? null;
}

/** Options, people and links: `is` takes one value, `contains` any of several. */
function choiceTest({ operator, value }: Asked): Test | null {
  const [wanted] = value;
  if (wanted === undefined) return null;
  const single = value.length === 1;
  const isExactly: Test = (cell) => {
    const held = choicesIn(cell);
    return held.length === 1 && held[0] === wanted;
  };
  const holdsAny: Test = (cell) => choicesIn(cell).some((choice) => value.includes(choice));
  const tests: Record<string, Test | null> = {
    is: single ? isExactly : null,
    isNot: single ? (cell) => !isExactly(cell) : null,
    contains: holdsAny,
    doesNotContain: (cell) => !holdsAny(cell),
  };
  return tests[operator] ?? null;
}

function choicesIn(cell: Cell | undefined): readonly string[] {
  if (typeof cell === 'string') return [cell];
  if (!Array.isArray(cell)) return [];
  return cell.map((item) => (typeof item === 'string' ? item : item.id));
}

/** Dates are compared by day, in the Base's zone. */
function dateTest({ operator, value, zone, now }: Asked): Test | null {
  const range = dayRange(value, zone, now);
  if (range === null || (range.isPeriod && operator !== 'is')) return null;
  const compare = (holds: (cell: number) => boolean): Test => {
    return (cell) => typeof cell === 'number' && holds(cell);
  };
  const tests: Record<string, Test> = {
    is: compare((cell) => cell >= range.from && cell < range.to),
    isGreater: compare((cell) => cell >= range.to),
    isLess: compare((cell) => cell < range.from),
  };
  return tests[operator] ?? null;
}

function checkboxTest({ operator, value }: Asked): Test | null {
  const [wanted] = value;
  if (operator !== 'is' || value.length !== 1 || (wanted !== 'true' && wanted !== 'false')) return null;
  return (cell) => (cell === true) === (wanted === 'true');
}

/** What a filter compares: the cell, or what the platform fills in. */
function filteredCell(field: Field, record: BaseRecord): Cell | undefined {
  const filled = filledIn[field.type];
  return filled === undefined ? record.cells[field.id] : filled(record);
}

const filledIn: Readonly<Record<number, (record: BaseRecord) => Cell>> = {
  1001: (record) => record.createdAt,
  1002: (record) => record.changedAt,
  1003: (record) => authorOf(record.createdBy).id,
  1004: (record) => authorOf(record.changedBy).id,
  1005: (record) => String(record.number),
};
