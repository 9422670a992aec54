import { type ErrorCode, toAppError } from '../../errors.ts';
import * as say from '../../wording/doctor/feishu-findings.ts';
import type { Check } from './check.ts';
import { bad, good } from './finding.ts';

/** Events are refused that are older than hours; people trust times that are off by seconds. */
const mostSkewMs = 60_000;

const aboutTheWay: ReadonlySet<ErrorCode> = new Set([
  'feishu_unreachable',
  'feishu_busy',
  'feishu_answer_unreadable',
  'not_open_platform',
]);

/** Whether Feishu can be reached, and whether both agree on the time. */
export const checkPlatform: Check = {
  name: 'platform',
  async run({ signIn, connection, clock }) {
    const error = await signIn().then(() => null, toAppError);
    if (error !== null && aboutTheWay.has(error.code)) throw error;
    const skewMs = Math.abs((connection.serverTime.now() ?? clock.now()) - clock.now());
    return skewMs > mostSkewMs
      ? [bad('clock_off', say.clockOff(Math.round(skewMs / 1_000)))]
      : [good(say.reachable)];
  },
};
