import type { NotEnrolledCode } from '../roster/enrollment-status.ts';
import type { RowChange } from '../sync/sync-changes.ts';
import { explainRow } from './explain-row.ts';

const notEnrolled: Readonly<Record<string, string>> = {
  refunded: '名单里写着已退款或退款中',
  canceled: '名单里写着已取消或已关闭',
  unpaid: '名单里写着未付款',
} satisfies Record<NotEnrolledCode, string>;

/** Why a row is not written, in one line without a full stop; empty if it is. */
export function explainCode({ line, code, lacks }: Pick<RowChange, 'line' | 'code' | 'lacks'>): string {
  if (code === null) return '';
  return isNotEnrolled(code)
    ? (notEnrolled[code] ?? '')
    : explainRow({ line, code, ...(lacks && { lacks }) });
}

function isNotEnrolled(code: NonNullable<RowChange['code']>): code is NotEnrolledCode {
  return code in notEnrolled;
}
