import type { AppError } from '../../errors.ts';

/** Why somebody who comes from Feishu is not let in. */
export type LoginRefusal =
  /** The code is too old, used, or was not given to this browser: a new attempt may succeed. */
  'stale' | 'other_tenant' | 'not_allowed';

/**
 * What Feishu says of a code or its token, where that concerns the person and not the app:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/authentication-management/access-token/get-user-access-token,
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/authen-v1/user_info/get
 */
const refusals: Readonly<Record<number, LoginRefusal>> = {
  20003: 'stale',
  20004: 'stale',
  20005: 'stale',
  20024: 'stale',
  20049: 'stale',
  20065: 'stale',
  20071: 'stale',

  20009: 'other_tenant',

  20008: 'not_allowed',
  20010: 'not_allowed',
  20021: 'not_allowed',
  20022: 'not_allowed',
  20023: 'not_allowed',
  20066: 'not_allowed',
};

/** null for an error that is nothing about the person, such as a wrong app secret. */
export function refusalOfLogin({ code, details }: AppError): LoginRefusal | null {
  return code === 'feishu_refused' ? (refusals[Number(details.feishuCode)] ?? null) : null;
}
