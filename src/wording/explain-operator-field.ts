import { longestCourse, type OperatorField } from '../sync/queue/operator-input.ts';
import type { Explanation } from './explanation.ts';

/** Which days can be learning dates, in a file or typed by an operator; without a full stop. */
export const allowedDays = '可用 2010 年起到两年以后的日期';

const explanations: Record<OperatorField, Explanation> = {
  course: { message: '课程不对。', hint: `请填写课程名称，1 到 ${longestCourse} 个字。` },
  day: { message: '学习日期不对。', hint: `请写成 2026-05-16 这样，${allowedDays}。` },
};

/** What an operator typed that cannot be taken, and what can; the same on page, card, API and command line. */
export function explainOperatorField(field: OperatorField): Explanation {
  return explanations[field];
}
