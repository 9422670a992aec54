import type { Toast } from '../../bot/ports.ts';
import { toastOf } from '../../wording/bot/toasts.ts';

/** Answers to a pressed button about which nothing better can be said. */
export const pressToasts = {
  late: { kind: 'info', text: '已收到，正在处理' },
  failed: { kind: 'error', text: '没有成功，请稍后再点一次' },
  unknown: toastOf({ kind: 'not_possible' }),
} as const satisfies Record<string, Toast>;
