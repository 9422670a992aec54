/**
 * The refusals of people's logins. Those of the token
 * (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/authentication-management/access-token/get-user-access-token)
 * are HTTP 400; the one of the person's data
 * (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/authen-v1/user_info/get) is HTTP 200.
 */
export const accountsRefusals = {
  OAuthParameterMissing: bad(20001, 'The request is missing a required parameter.'),
  ClientSecretInvalid: bad(20002, 'The client secret is invalid.'),
  CodeNotFound: bad(
    20003,
    'The authorization code is not found. Please note that an authorization code can only be used once.',
  ),
  CodeExpired: bad(20004, 'The authorization code has expired.'),
  UserTokenInvalid: {
    code: 20005,
    status: 200,
    msg: 'The user access token passed is invalid. Please check the value',
  },
  AppNotInstalled: bad(20009, 'The specified app is not installed.'),
  AppNotForUser: bad(20010, 'The user does not have permission to use this app.'),
  GrantTypeUnsupported: bad(20036, 'The specified grant_type is not supported.'),
  OAuthAppNotExists: bad(20048, 'The specified app does not exist.'),
  ChallengeFailed: bad(20049, 'PKCE code challenge failed.'),
  OAuthServerError: {
    code: 20050,
    status: 500,
    msg: 'An unexpected server error occurred. Please retry your request.',
  },
  CodeUsed: bad(
    20065,
    'The authorization code has been used. Please note that an authorization code can only be used once.',
  ),
  RedirectUriMismatch: bad(
    20071,
    'The provided redirect URI does not match the one used during authorization.',
  ),
} as const;

function bad<Code extends number>(code: Code, msg: string): { code: Code; status: 400; msg: string } {
  return { code, status: 400, msg };
}
