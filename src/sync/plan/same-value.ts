import { phoneKey } from '../../roster/phone.ts';

/** The form in which values are compared and remembered: a phone number is the same with and without its country code. */
export function comparedForm(field: string, value: string): string {
  return field === 'phone' ? phoneKey(value) : value;
}

/** Whether two values of a field of a learner say the same. */
export function isSameValue(field: string, one: string, other: string): boolean {
  return comparedForm(field, one) === comparedForm(field, other);
}
