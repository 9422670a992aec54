import { phoneKey } from '../../roster/phone.ts';
import type { ExistingLearner, PhoneHolders } from '../ports.ts';
import type { SyncWarning } from '../sync-report.ts';
import type { FileLearner } from './merge-learners.ts';

export interface SamePhoneInput {
  learners: readonly FileLearner[];
  /** 用户IDs of learners who are to be created. */
  created: ReadonlySet<string>;
  existing: readonly ExistingLearner[];
  /** Learners of whom the file says nothing. */
  others: PhoneHolders;
}

/** More would not be read; how many there are is said. */
const idsNamed = 3;

/** New learners whose phone has another 用户ID too, in the file or in Base: one for each number. */
export function warnSamePhones({ learners, created, existing, others }: SamePhoneInput): SyncWarning[] {
  if (created.size === 0) return [];
  const holders = new Map<string, Set<string>>();
  const add = (userId: string, phone = '') => {
    const key = phoneKey(phone);
    if (key !== '') holders.set(key, (holders.get(key) ?? new Set()).add(userId));
  };
  for (const { userId, fields } of [...learners, ...existing]) add(userId, fields.phone);
  const told = new Set<string>();
  return learners.flatMap(({ userId, line, fields }): SyncWarning[] => {
    const key = phoneKey(fields.phone ?? '');
    if (!created.has(userId) || key === '' || told.has(key)) return [];
    told.add(key);
    const ids = new Set([...(holders.get(key) ?? []), ...(others.get(key) ?? [])]);
    if (ids.size < 2) return [];
    const named = [...ids].filter((id) => id !== userId).slice(0, idsNamed);
    return [{ line, code: 'same_phone', userId, ids: ids.size, others: named.map((id) => ({ userId: id })) }];
  });
}
