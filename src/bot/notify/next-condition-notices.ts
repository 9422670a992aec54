import type { Condition, ConditionKey, Message } from '../notice.ts';

export type ConditionNotice = Extract<Message, { kind: 'condition' | 'condition_over' }>;

/**
 * What administrators have to hear now: once when something is wrong, once when it is over.
 * @param holding what is wrong at this moment
 * @param told what they have heard of and not yet heard the end of
 */
export function nextConditionNotices(
  holding: readonly Condition[],
  told: readonly ConditionKey[],
): ConditionNotice[] {
  const news = holding.filter(({ key }) => !told.includes(key));
  const over = told.filter((key) => !holding.some((condition) => condition.key === key));
  return [
    ...news.map((condition) => ({ kind: 'condition' as const, condition })),
    ...over.map((key) => ({ kind: 'condition_over' as const, key })),
  ];
}
