import type { MeasuredCall } from '../feishu/calls/measured-call.ts';
import { type FeishuLogin, openLogin } from '../feishu/login/open-login.ts';
import type { Metrics } from '../http/metrics/create-metrics.ts';
import type { Logger } from '../log.ts';
import { systemClock } from '../sync/clock.ts';
import type { FeishuSettings, Settings } from './config.ts';

/** Feishu as the place where people log in; whoever may use the bot may use the page. */
export function startLogin(
  settings: Settings,
  feishu: FeishuSettings,
  log: Logger,
  metrics: Metrics,
): FeishuLogin {
  const allowed = { users: new Set(settings.allowedUsers), chats: new Set(settings.allowedChats) };
  const onCall = (measured: MeasuredCall) => metrics.countCall({ api: 'login', ...measured });
  return openLogin({ ...feishu, allowed, clock: systemClock, random: Math.random, log, onCall });
}
