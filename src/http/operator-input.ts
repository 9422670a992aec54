import { z } from 'zod';
import { isLearningDay } from '../sync/queue/learning-day.ts';
import type { RefusalCode } from '../wording/explain-refusal.ts';

/** Course names longer than this are a pasted mistake. */
export const courseInput = z.string().trim().min(1).max(200);

/** A learning day, `YYYY-MM-DD`. */
export function dayInput(now: Date): z.ZodType<string> {
  return z.iso.date().refine((day) => isLearningDay(day, now));
}

/** How input that does not fit is refused; `date` has a code of its own. */
export function refusalOfInput({ issues }: z.ZodError): RefusalCode {
  return issues.some(({ path }) => path[0] === 'date') ? 'invalid_date' : 'invalid_input';
}
