import type { SorryReason } from '../../bot/notice.ts';
import type { ErrorCode } from '../../errors.ts';
import { explainErrorCode } from '../explain-error.ts';

/** Why the bot does not do what it was asked, and what to do instead. */
export function sorryLines(why: SorryReason): string[] {
  switch (why.kind) {
    case 'not_allowed':
      return ['您没有使用学员同步的权限。如有需要，请联系本企业的飞书管理员。'];
    case 'nothing_to_rerun':
      return ['这里还没有同步过名单。请先把名单文件发给我。'];
    case 'unknown_number':
      return [`没有找到您可以重新同步的 #${why.number}。发送“历史”，可以看到最近的编号。`];
    case 'still_running':
      return [`#${why.number} 还没有结束，请等它结束后再试。`];
    case 'file_deleted':
      return ['原文件已按保存期限删除，请重新发送。'];
    case 'other_target':
      return errorLines('target_changed');
    case 'file_gone':
      return errorLines('chat_file_gone');
    case 'no_file_in_reply':
      return ['请用“回复”引用一个 CSV 或 xlsx 文件，再发送 /sync；也可以把文件私聊发给我。'];
    case 'cannot_read_group':
      return [
        '我还没有读取群消息的权限，看不到您回复的文件。请把文件私聊发给我。',
        `想在群里使用，请管理员在 open.feishu.cn → 开发者后台 → 本应用 →“权限管理”开通 ${why.scope}，并发布新版本。`,
      ];
  }
}

function errorLines(code: ErrorCode): string[] {
  const { message, hint } = explainErrorCode(code);
  return [message, hint];
}
