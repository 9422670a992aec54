import { describe, expect, it } from 'vitest';
import type { ToastReason } from '../../../src/bot/toast-reason.ts';
import { toastOf } from '../../../src/wording/bot/toasts.ts';

describe('a toast', () => {
  it.each<[ToastReason, string, string]>([
    [{ kind: 'rerun_queued', number: 38 }, 'success', '好的，重新同步的编号是 #38'],
    [{ kind: 'failures_sent' }, 'success', '已私信给您'],
    [{ kind: 'no_failures' }, 'info', '这次同步没有失败的记录'],
    [{ kind: 'not_waiting' }, 'info', '这次同步已经不需要补充了，可能有人先提交了'],
    [{ kind: 'day_missing' }, 'warning', '请选择学习日期'],
    [{ kind: 'sync_not_found' }, 'error', '在这里没有找到这次同步'],
    [
      { kind: 'refused', why: { kind: 'still_running', number: 38 } },
      'warning',
      '#38 还没有结束，请等它结束后再试。',
    ],
  ])('for %j is of kind %s', (reason, kind, text) => {
    expect(toastOf(reason)).toEqual({ kind, text });
  });
});
