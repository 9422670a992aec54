import type { ErrorCode, ErrorDetails } from '../errors.ts';
import { explainErrorCode } from './explain-error.ts';
import type { Explanation } from './explanation.ts';
import { nextSteps } from './next-steps.ts';

/** Why somebody who wanted to log in by Feishu is not logged in. */
export type LoginProblem =
  /** Nobody has said where Feishu could send people back to. */
  | { kind: 'no_address' }
  /** The person said no. */
  | { kind: 'denied' }
  /** Too old, used already, or begun in another browser. */
  | { kind: 'stale' }
  | { kind: 'other_tenant' }
  /** `openId` where it is known. */
  | { kind: 'not_allowed'; openId: string | null }
  | { kind: 'too_many_logins'; seconds: number }
  /** Nothing about the person. */
  | { kind: 'failed'; code: ErrorCode; details: ErrorDetails };

const again = '请再点一次“用飞书登录”';

/** What went wrong at the login, and what to do; the button for another attempt stands below. */
export function explainLogin(problem: LoginProblem): Explanation {
  switch (problem.kind) {
    case 'no_address':
      return {
        message: '服务还没有设置公开网址，只能在服务器本机用飞书登录。',
        hint: '请管理员设置 PUBLIC_URL，然后重启服务。',
      };
    case 'denied':
      return { message: '您没有同意用飞书登录。', hint: `要使用学员同步，${again}，并选择同意。` };
    case 'stale':
      return { message: '这次登录已经过期，或者不是在这个浏览器里开始的。', hint: `${again}。` };
    case 'other_tenant':
      return { message: '您登录的飞书账号不属于本企业。', hint: `${again}，换成本企业的账号。` };
    case 'not_allowed':
      return { message: '您没有使用学员同步的权限。', hint: whomToAsk(problem.openId) };
    case 'too_many_logins':
      return { message: '登录太频繁。', hint: '请过几分钟再试。' };
    case 'failed':
      return {
        message: explainErrorCode(problem.code, problem.details, nextSteps('page', false)).message,
        hint: `${again}；如果还是这样，请告诉管理员。`,
      };
  }
}

/** The number is all that an administrator needs for `ALLOWED_USERS`, and finds nowhere else easily. */
function whomToAsk(openId: string | null): string {
  const ask = '如有需要，请联系本企业的飞书管理员';
  return openId === null ? `${ask}。` : `${ask}，并告诉管理员您的编号：${openId}`;
}
