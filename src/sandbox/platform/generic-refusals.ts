/**
 * Codes any call may get (https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN). The page lists
 * no HTTP statuses: 200 for internal errors and 400 for those of the gateway are a reading. The platform gives
 * most of them only as a fault.
 */
export const genericRefusals = {
  InternalError1500: { code: 1500, status: 200, msg: 'internal error' },
  InternalError1663: { code: 1663, status: 200, msg: 'internal error' },
  InternalError1668: { code: 1668, status: 200, msg: 'internal error' },
  InternalError2200: { code: 2200, status: 200, msg: 'internal error' },
  InternalError5000: { code: 5000, status: 200, msg: 'internal error' },
  InternalError10101: { code: 10101, status: 200, msg: 'internal error' },
  InternalServerError: { code: 10500, status: 200, msg: 'internal server error' },
  MessageServiceRateLimit: {
    code: 11232,
    status: 400,
    msg: 'create message service trigger rate limit',
  },
  RpcFail: { code: 131001, status: 400, msg: 'rpc fail' },
  AppNotInUse: { code: 99991662, status: 400, msg: 'app not in use' },
  MessageIdNotExisted: { code: 99992354, status: 400, msg: 'these ids not existed: [message_id]' },
} as const;
