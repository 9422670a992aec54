import type { RowFailure, RowFailureCode } from '../sync/report.ts';

const exportAgain = '请在小鹅通重新导出，不要用 Excel 打开后另存';

const reasons: Record<RowFailureCode, string> = {
  missing_user_id: '没有用户ID',
  user_id_scientific: `用户ID变成了科学计数法（如 1.2E+15），原来的编号看不到了；${exportAgain}`,
  user_id_excel_error: `用户ID是表格的错误值（如 #N/A）；${exportAgain}`,
  phone_scientific: `手机号变成了科学计数法（如 1.99E+10），原来的号码看不到了；${exportAgain}`,
  missing_course: '没有课程名称',
  missing_date: '没有学习日期',
  invalid_date: '学习日期看不懂，或者没有这一天；请写成 2026-05-16 这样',
  date_out_of_range: '学习日期太早或太晚；可用 2010 年起到两年以后的日期',
  enrollment_refused: '飞书没有接受这条学习记录的内容',
  learner_refused: '飞书没有接受这位学员的资料，所以学习记录也没有写入',
  learner_links_full: '这位学员已有 500 条学习记录，飞书不能再关联更多',
  in_doubt: '发给了飞书，但还不能确认是否写入；请重新同步，会先核对',
  not_written: '同步在这一行之前停了下来，没有写入；请重新同步',
};

/** Why a row of the file did not reach Base, in one line without a full stop. */
export function explainRow(failure: Pick<RowFailure, 'code' | 'feishuCode'>): string {
  const { code, feishuCode } = failure;
  return feishuCode === undefined ? reasons[code] : `${reasons[code]}（飞书错误码 ${feishuCode}）`;
}
