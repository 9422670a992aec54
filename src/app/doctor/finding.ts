import type { CheckName, Mark } from '../../wording/doctor/labels.ts';
import type { Explanation } from '../../wording/explanation.ts';

/** What one check has found, in words for a person and with a code for machines. */
export interface Finding {
  check: CheckName;
  mark: Mark;
  /** `ok`, an `ErrorCode`, or a word for what only doctor finds. */
  code: string;
  message: string;
  /** What to click or to type; null where there is nothing to do. */
  hint: string | null;
}

/** What a check says of its subject; the runner adds which check it is. */
export type Saying = Omit<Finding, 'check'>;

export const good = (message: string): Saying => ({ mark: 'good', code: 'ok', message, hint: null });

export const bad = (code: string, { message, hint }: Explanation): Saying => ({
  ...{ mark: 'bad', code },
  ...{ message, hint },
});

export const advice = (code: string, { message, hint }: Explanation): Saying => ({
  ...{ mark: 'advice', code },
  ...{ message, hint },
});

export const skipped = (message: string): Saying => ({
  ...{ mark: 'skipped', code: 'skipped' },
  ...{ message, hint: null },
});

/** Whether there is nothing that has to be mended. */
export function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ mark }) => mark !== 'bad');
}
