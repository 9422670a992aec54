import { cleanCode } from './clean-cell.ts';
import { isDamaged } from './damaged-value.ts';

/** Why a row of the file is no enrollment (any more). */
export const notEnrolledCodes = ['refunded', 'canceled', 'unpaid'] as const;
export type NotEnrolledCode = (typeof notEnrolledCodes)[number];

const notEnrolled: ReadonlyMap<string, NotEnrolledCode> = new Map([
  ['已退款', 'refunded'],
  ['退款中', 'refunded'],
  ['退款成功', 'refunded'],
  ['全额退款', 'refunded'],
  ['已取消', 'canceled'],
  ['已关闭', 'canceled'],
  ['交易关闭', 'canceled'],
  ['待支付', 'unpaid'],
  ['未支付', 'unpaid'],
]);

const enrolled: ReadonlySet<string> = new Set(['已支付', '已完成', '交易成功', '正常', '有效']);

/** What the whole value of a status cell says against the enrollment; null if it says nothing against it. */
export function readStatus(text: string): NotEnrolledCode | null {
  return notEnrolled.get(cleanCode(text)) ?? null;
}

/** Whether a status cell holds one of the values that are known; an empty or a damaged one says nothing. */
export function isKnownStatus(text: string): boolean {
  const value = cleanCode(text);
  return value === '' || isDamaged(value) || notEnrolled.has(value) || enrolled.has(value);
}
