import type { RowFailure, RowFailureCode } from '../sync/sync-report.ts';
import { allowedDays } from './explain-operator-field.ts';
import { rowPlace } from './row-place.ts';

/** Each without a full stop. */
export interface RowExplanation {
  reason: string;
  nextStep: string;
}

interface Entry extends RowExplanation {
  /** The reason says enough where there is but one line. */
  plain?: true;
}

const exportAgain = '请在小鹅通重新导出，不要用 Excel 打开后另存';
const askAdmin = '请核对这一行的内容；看不出问题，请联系管理员';

const entries: Record<RowFailureCode, Entry> = {
  row_swallowed: {
    reason: '有一个引号没有配对，把后面的行吞进了一个格子',
    nextStep: '请检查这一行的引号，或者在小鹅通重新导出',
  },
  damaged_text: { reason: '这一行有损坏的文字，读不出来', nextStep: exportAgain },
  row_shifted: {
    reason: '这一行的列错位了，可能是逗号没有加引号',
    nextStep: '请核对这一行，让每一项都在自己的列里',
  },
  formula_without_value: {
    reason: '有的格子是还没有算出结果的公式',
    nextStep: '请用 Excel 或 WPS 打开保存一次，再上传',
  },
  missing_user_id: { reason: '没有用户ID', nextStep: '请补上用户ID', plain: true },
  user_id_scientific: {
    reason: '用户ID变成了科学计数法或小数（如 1.2E+15），原来的编号看不到了',
    nextStep: exportAgain,
  },
  user_id_excel_error: { reason: '用户ID是表格的错误值（如 #N/A）', nextStep: exportAgain },
  user_id_odd: { reason: '这不像用户ID', nextStep: '请核对这一行的用户ID' },
  phone_scientific: {
    reason: '手机号变成了科学计数法（如 1.99E+10），原来的号码看不到了',
    nextStep: exportAgain,
  },
  missing_course: { reason: '没有课程名称', nextStep: '请补上课程名称', plain: true },
  missing_date: { reason: '没有学习日期', nextStep: '请补上学习日期', plain: true },
  invalid_date: { reason: '学习日期看不懂，或者没有这一天', nextStep: '请写成 2026-05-16 这样' },
  date_out_of_range: { reason: '学习日期太早或太晚', nextStep: allowedDays },
  enrollment_refused: { reason: '飞书没有接受这条学习记录的内容', nextStep: askAdmin, plain: true },
  learner_refused: {
    reason: '飞书没有接受这位学员的资料，所以学习记录也没有写入',
    nextStep: askAdmin,
    plain: true,
  },
  learner_gone: {
    reason: '这位学员的记录刚被删除，请重新同步',
    nextStep: '重新同步时会为这位学员新建记录',
    plain: true,
  },
  enrollment_gone: {
    reason: '这条学习记录刚被删除，请重新同步',
    nextStep: '重新同步时会新建这条记录',
    plain: true,
  },
  learner_links_full: {
    reason: '这位学员已有 500 条学习记录，飞书不能再关联更多',
    nextStep: '请联系管理员整理这位学员的学习记录',
    plain: true,
  },
  in_doubt: { reason: '发给了飞书，但还不能确认是否写入', nextStep: '请再同步一次，会先核对' },
  not_written: { reason: '同步在这一行之前停了下来，没有写入', nextStep: '请再同步一次' },
};

/** Whoever mends only what is named first would have to mend the row twice. */
const withoutCourseAndDate: Entry = {
  reason: '没有课程名称，也没有学习日期',
  nextStep: '请补上课程名称和学习日期',
  plain: true,
};

type Failure = Pick<
  RowFailure,
  'code' | 'line' | 'lastLine' | 'feishuCode' | 'firstLine' | 'firstSheet' | 'lacks'
>;

function entryOf({ code, lacks }: Pick<Failure, 'code' | 'lacks'>): Entry {
  return lacks === 'course_and_day' ? withoutCourseAndDate : entries[code];
}

/** The same of any row with this code, where many have it. */
export function explainReason(code: RowFailureCode): RowExplanation {
  const { reason, nextStep } = entries[code];
  return { reason, nextStep };
}

/** Why a row of the file did not reach Base, and what to do, where there is room for both. */
export function explainRowInParts(failure: Failure): RowExplanation {
  const { line, lastLine, feishuCode, firstLine, firstSheet = null } = failure;
  const { reason, nextStep } = entryOf(failure);
  const first = firstLine === undefined ? '' : rowPlace({ sheet: firstSheet, line: firstLine });
  const repeats = first === '' ? '' : `与${first}重复，那一行没有成功：`;
  const lines = lastLine === undefined || lastLine === line ? '' : `（第${line}行到第${lastLine}行）`;
  const refusal = feishuCode === undefined ? '' : `（飞书错误码 ${feishuCode}）`;
  return { reason: repeats + reason + lines + refusal, nextStep };
}

/**
 * The same in one line without a full stop.
 * @param value what stands in the row, fit for showing, where that helps to find it
 */
export function explainRow(failure: Failure, value?: string): string {
  const { reason, nextStep } = explainRowInParts(failure);
  const what = value === undefined ? reason : `${reason}（“${value}”）`;
  return entryOf(failure).plain ? what : `${what}；${nextStep}`;
}
