import { dayAsWritten } from '../calendar-day.ts';
import { cleanCode } from '../clean-cell.ts';
import { isErrorValue } from '../damaged-value.ts';
import type { RosterField } from '../header/known-columns.ts';
import type { IdShapes } from './id-shapes.ts';

/** What a cell may hold, as far as that can be said without its title. `other`: a number, a damaged value. */
export type CellKind = 'id' | 'phone' | 'day' | 'words' | 'other';

const phone = /^(?:(?:\+|00)?86)?1[\d*]{10}$|^0\d{9,11}$|^\+\d{7,15}$/;
const grouping = /[\s().-]/g;

/** Several where a number may mean several things, none for a cell that says nothing. */
export function kindsOf(cell: string, ids: IdShapes): readonly CellKind[] {
  const value = cleanCode(cell);
  if (value === '') return [];
  const kinds: CellKind[] = [];
  if (ids.isId(value)) kinds.push('id');
  if (phone.test(value.replace(grouping, ''))) kinds.push('phone');
  if (dayAsWritten(value) !== null) kinds.push('day');
  if (kinds.length > 0) return kinds;
  return /[\d*]/.test(value) || isErrorValue(value) ? ['other'] : ['words'];
}

const holds: Readonly<Record<RosterField, readonly CellKind[]>> = {
  用户ID: ['id'],
  昵称: ['words', 'other'],
  手机号: ['phone'],
  课程: ['words', 'other'],
  学习日期: ['day'],
  报名状态: ['words'],
};

const cannotHold: Readonly<Record<RosterField, readonly CellKind[]>> = {
  用户ID: ['phone', 'day', 'words'],
  昵称: ['id'],
  手机号: ['id', 'day', 'words'],
  课程: ['id', 'phone', 'day'],
  学习日期: ['id', 'phone', 'words'],
  报名状态: [],
};

/** Whether a cell of these kinds is what a field holds; an empty one may stand anywhere. */
export function fits(field: RosterField, kinds: readonly CellKind[]): boolean {
  return kinds.length === 0 || kinds.some((kind) => holds[field].includes(kind));
}

/** Whether a cell of these kinds can be no value of a field, whoever wrote it. */
export function isImpossible(field: RosterField, kinds: readonly CellKind[]): boolean {
  return kinds.length > 0 && kinds.every((kind) => cannotHold[field].includes(kind));
}

/** How most values of a field look, which cannot be anything else: to save a closer look at them. */
const plain: Readonly<Record<RosterField, RegExp>> = {
  用户ID: /^u_[0-9a-f]{13}_[0-9A-Za-z]{10}\t?$|^$/,
  昵称: /[^\x20-\x7e]|^$/,
  手机号: /^1[\d*]{10}\t?$|^$/,
  课程: /^(?=.*\p{Script=Han})(?!(?:.*\d){5})|^$/u,
  学习日期: /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?=$|\s)|^$/,
  报名状态: /^/,
};

/** Whether a cell is a plain value of a field, or empty. */
export function isPlainly(field: RosterField, cell: string): boolean {
  return plain[field].test(cell);
}
