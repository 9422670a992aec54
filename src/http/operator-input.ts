import { z } from 'zod';
import type { RefusalCode } from '../wording/explain-refusal.ts';

/** Course names longer than this are a pasted mistake. */
export const courseInput = z.string().trim().min(1).max(200);

const earliestDay = '2010-01-01';
const yearsAhead = 2;

/**
 * A learning day, `YYYY-MM-DD`. Like a date in a file it may not lie before 2010 or over two years ahead: keyboards
 * make the year 0026 out of 26.
 */
export function dayInput(now: Date): z.ZodType<string> {
  const latestDay = `${now.getUTCFullYear() + yearsAhead}${now.toISOString().slice(4, 10)}`;
  return z.iso.date().refine((day) => day >= earliestDay && day <= latestDay);
}

/** How input that does not fit is refused; `date` has a code of its own. */
export function refusalOfInput({ issues }: z.ZodError): RefusalCode {
  return issues.some(({ path }) => path[0] === 'date') ? 'invalid_date' : 'invalid_input';
}
