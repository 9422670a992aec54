import type { Toast } from '../../bot/ports.ts';
import type { ToastReason } from '../../bot/toast-reason.ts';
import { explainOperatorField } from '../explain-operator-field.ts';
import { botRefusalLines } from './notices.ts';

type Plain = Exclude<
  ToastReason,
  { kind: 'refused' | 'rerun_queued' | 'write_queued' | 'undo_queued' | 'input_refused' | 'not_yours' }
>;

const toasts: Record<Plain['kind'], Toast> = {
  command_taken: { kind: 'info', text: '这条命令已经执行了' },
  file_taken: { kind: 'success', text: '好的，正在读取这个文件' },
  input_taken: { kind: 'success', text: '收到，接着处理' },
  not_waiting: { kind: 'info', text: '这次同步已经不需要补充了，可能有人先提交了' },
  sheets_missing: { kind: 'warning', text: '请选择工作表' },
  course_missing: { kind: 'warning', text: '请填写课程' },
  day_missing: { kind: 'warning', text: '请选择学习日期' },
  canceling: { kind: 'success', text: '正在取消' },
  already_final: { kind: 'info', text: '这次同步已经结束，不能取消' },
  failures_sent: { kind: 'success', text: '已私信给您' },
  changes_sent: { kind: 'success', text: '每一行的变化已私信给您' },
  no_changes: { kind: 'info', text: '这次同步没有逐行的变化可以看' },
  nothing_to_write: { kind: 'info', text: '这次预览没有要写入的内容' },
  template_sent: { kind: 'success', text: '示例名单已私信给您' },
  no_failures: { kind: 'info', text: '这次同步没有失败的记录' },
  sync_not_found: { kind: 'error', text: '在这里没有找到这次同步' },
  not_possible: { kind: 'error', text: '这个按钮已经不能用了' },
};

/** Answers to a pressed button about which nothing better can be said. */
export const pressToasts = {
  late: { kind: 'info', text: '已收到，正在处理' },
  failed: { kind: 'error', text: '没有成功，请稍后再点一次' },
  unknown: toasts.not_possible,
} as const satisfies Record<string, Toast>;

/** What a press of a button is answered with at once. */
export function toastOf(reason: ToastReason): Toast {
  switch (reason.kind) {
    case 'rerun_queued':
      return { kind: 'success', text: `好的，重新同步的编号是 #${reason.number}` };
    case 'write_queued':
      return { kind: 'success', text: `好的，开始写入，编号是 #${reason.number}` };
    case 'undo_queued':
      return { kind: 'success', text: `先为您核对能撤销什么，编号是 #${reason.number}` };
    case 'not_yours':
      return { kind: 'warning', text: `请${reason.askedBy ?? '发这份名单的人（卡片上的“提交人”）'}来确认` };
    case 'input_refused': {
      const { message, hint } = explainOperatorField(reason.field);
      return { kind: 'warning', text: message + hint };
    }
    case 'refused':
      return { kind: 'warning', text: botRefusalLines(reason.why).join('') };
    default:
      return toasts[reason.kind];
  }
}
