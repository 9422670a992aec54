import { storeErrorCodes } from '../errors.ts';
import { limits } from '../roster/limits.ts';
import { explainErrorCode } from './explain-error.ts';
import { megabytes } from './explain-file-refusal.ts';
import { explainOperatorField } from './explain-operator-field.ts';
import { nextSteps } from './next-steps.ts';

/** Why a request is refused before any sync is concerned, or because of the state its sync is in. */
export const refusalCodes = [
  'no_file',
  'too_large',
  'length_required',
  'invalid_date',
  'invalid_input',
  'unknown_sheets',
  'sync_not_found',
  'not_waiting',
  'reasons_changed',
  'not_planned',
  'not_a_preview',
  'nothing_to_write',
  'is_undo',
  'already_undone',
  'nothing_written',
  'other_target',
  'not_yours',
  'already_final',
  'still_running',
  'no_failures',
  'file_deleted',
  'target_changed',
  'login_required',
  'wrong_password',
  'too_many_tries',
  'too_many_requests',
  'local_only',
  'cross_site',
  'bot_not_configured',
  'not_ready',
  'not_found',
  'method_not_allowed',
  'bad_request',
  'internal',
  ...storeErrorCodes,
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** Requests come from the page, or from scripts that do the same. */
const steps = nextSteps('page', false);

const explanations: Record<RefusalCode, { message: string; hint?: string }> = {
  no_file: { message: '没有收到文件。', hint: '请选择一个 CSV 或 xlsx 文件再上传，一次一个。' },
  too_large: {
    message: `文件太大：最大 ${megabytes(limits.bytes)}。`,
    hint: '请把名单分成几个文件，分别上传。',
  },
  length_required: { message: '请求没有说明大小。', hint: '请用 Content-Length 说明请求的大小。' },
  invalid_date: explainOperatorField('day'),
  invalid_input: { message: '填写的内容不对。', hint: '请检查后重新提交。' },
  unknown_sheets: { message: '文件里没有这个工作表。', hint: '请从列出的工作表里选择。' },
  sync_not_found: { message: '没有找到这次同步。', hint: '请核对链接，或者重新上传文件。' },
  not_waiting: {
    message: '这次同步没有在等待补充信息，可能已经有人提交过了。',
    hint: '请刷新页面查看最新状态。',
  },
  reasons_changed: {
    message: '要确认的内容已经变了，还没有写入。',
    hint: '请刷新页面，看过现在列出的内容再确认。',
  },
  not_planned: {
    message: '这次同步没有逐行的变化可以看。',
    hint: '正在处理的，请等它读完多维表格后再看；文件没能读取的，和升级以前做的，没有这份明细。',
  },
  not_a_preview: { message: '这次同步不是预览，没有等待写入的内容。', hint: '请刷新页面查看结果。' },
  nothing_to_write: { message: '这次预览没有要写入的内容。' },
  is_undo: { message: '这是一次撤销，不能重新同步。', hint: '要再写一遍，请对被撤销的那次点“重新同步”。' },
  already_undone: { message: '这次同步已经撤销过了，没有再做什么。' },
  nothing_written: { message: '这次没有写入任何数据，没有可以撤销的。' },
  other_target: {
    message: '这次同步写入的是另一个多维表格，在这里不能撤销。',
    hint: '请管理员把配置改回那个多维表格后再撤销。',
  },
  not_yours: { message: '只有提交这次同步的人可以这样做。', hint: '请联系提交人，或者管理员。' },
  already_final: { message: '这次同步已经结束，不能取消。', hint: '请刷新页面查看结果。' },
  still_running: { message: '这次同步还没有结束。', hint: '请等它结束后再试。' },
  no_failures: { message: '这次同步没有失败的记录。' },
  file_deleted: explainErrorCode('file_deleted', {}, steps),
  target_changed: explainErrorCode('target_changed', {}, steps),
  login_required: {
    message: '请先登录。',
    hint: '请刷新页面并登录；脚本请使用 HTTP Basic，用户名任意，密码请向管理员索取。',
  },
  wrong_password: { message: '密码不对。', hint: '请重新输入；不知道密码，请向管理员索取。' },
  too_many_tries: { message: '密码输错的次数太多。', hint: '请过几分钟再试；不知道密码，请向管理员索取。' },
  too_many_requests: { message: '操作太频繁。', hint: '请稍等一分钟再试。' },
  local_only: {
    message: '还没有设置登录方式，这个页面只能在服务器本机打开。',
    hint: '请管理员设置 UPLOAD_PASSWORD（密码）或 UPLOAD_LOGIN=feishu（飞书登录），然后重启服务。',
  },
  cross_site: { message: '这个请求来自别的网站，没有执行。', hint: '请从本服务的上传页面操作。' },
  bot_not_configured: {
    message: '机器人未启用。',
    hint: '请管理员设置 FEISHU_VERIFICATION_TOKEN 和 FEISHU_ENCRYPT_KEY，然后重启服务；上传页面不受影响。',
  },
  not_ready: { message: '服务还没有准备好。', hint: '请稍后再试。' },
  not_found: { message: '没有这个页面。', hint: '上传名单请打开 /upload。' },
  method_not_allowed: { message: '这个地址不支持这种操作。' },
  bad_request: { message: '看不懂这个请求。' },
  internal: { message: '服务内部出错了。', hint: '请稍后再试；如果还是这样，请告诉管理员。' },
  disk_full: explainErrorCode('disk_full', {}, steps),
  data_damaged: explainErrorCode('data_damaged', {}, steps),
  data_newer: explainErrorCode('data_newer', {}, steps),
  data_unusable: explainErrorCode('data_unusable', {}, steps),
  data_gone: explainErrorCode('data_gone', {}, steps),
  sqlite_outdated: explainErrorCode('sqlite_outdated', {}, steps),
  database_unreachable: explainErrorCode('database_unreachable', {}, steps),
  database_refused: explainErrorCode('database_refused', {}, steps),
  database_unfit: explainErrorCode('database_unfit', {}, steps),
};

/** What a refused request is told. */
export function explainRefusal(code: RefusalCode): { message: string; hint?: string } {
  return explanations[code];
}
