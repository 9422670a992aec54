import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src/errors.ts';
import {
  type FileRefusal,
  fieldWarningCodes,
  rowRejectionCodes,
  rowWarningCodes,
} from '../../src/roster/roster.ts';
import { type SyncWarning, writeFailureCodes } from '../../src/sync/sync-report.ts';
import { explainErrorCode } from '../../src/wording/explain-error.ts';
import { explainFileRefusal } from '../../src/wording/explain-file-refusal.ts';
import { explainRefusal, refusalCodes } from '../../src/wording/explain-refusal.ts';
import { explainRow, explainRowInParts } from '../../src/wording/explain-row.ts';
import { explainWarning } from '../../src/wording/explain-warning.ts';
import { nextSteps } from '../../src/wording/next-steps.ts';

/** Ends like a sentence and holds nothing that only a programmer reads. */
const sentence = /^[^{}[\]]*\p{Script=Han}[^{}[\]]*。$/u;
const reason = /^[^{}[\]]*\p{Script=Han}[^{}[\]。]*$/u;

describe('an error', () => {
  it.each(errorCodes)('%s says what happened and what to do', (code) => {
    const { message, hint } = explainErrorCode(code, {}, nextSteps('page', false));
    expect(message).toMatch(sentence);
    expect(hint).toMatch(sentence);
    expect(message + hint).not.toContain('undefined');
  });

  it.each([
    ['missing_scope', { scopes: ['bitable:app'] }, '飞书应用缺少权限：bitable:app。'],
    [
      'table_missing',
      { tables: ['学员总表', '学习记录表'] },
      '多维表格里找不到数据表：学员总表、学习记录表。',
    ],
    [
      'tables_unfit',
      { problems: [{ kind: 'link_single', table: '学员总表', field: '学习记录' }] },
      '多维表格的字段还不能用于同步：「学员总表」的“学习记录”只能关联一条记录，请点该字段表头 →「修改字段」，打开“允许添加多条记录”。',
    ],
    // As earlier releases stored it.
    ['tables_unfit', { problems: ['甲', '乙'] }, '多维表格的字段还不能用于同步：甲；乙。'],
    [
      'feishu_refused',
      { feishuCode: 1254999, logId: '2026x' },
      '飞书没有接受请求（错误码 1254999，日志编号 2026x）。',
    ],
    [
      'feishu_answer_unreadable',
      { call: 'records search', field: 'data.has_more' },
      '飞书答复了，但内容和飞书文档不同，读不懂（调用 records search，字段 data.has_more）。',
    ],
    [
      'will_not_fit',
      { table: 'enrollments', rows: 19_990, count: 40 },
      '学习记录表放不下这份名单：已有19990条记录，还要新增40条，上次到这么多时飞书没有接受。没有写入任何数据。',
    ],
    ['in_doubt', { lines: ['2', '3'] }, '有些记录发给了飞书，但还不能确认是否写入，在文件的第2、3行。'],
    [
      'in_doubt',
      { lines: ['5', '2'], sheets: ['第12期', '第13期'] },
      '有些记录发给了飞书，但还不能确认是否写入，在文件的第12期!5、第13期!2。',
    ],
    [
      'in_doubt',
      { lines: ['5'], sheets: ['第12期'], sync: 36 },
      '同步 #36 把一些记录发给了飞书，但还不能确认是否写入；这个文件的第12期!5也涉及这些学员，为了不写重复，同步停了下来。',
    ],
    [
      'in_doubt',
      { lines: ['2', '3'], sync: 12 },
      '同步 #12 把一些记录发给了飞书，但还不能确认是否写入；这个文件的第2、3行也涉及这些学员，为了不写重复，同步停了下来。',
    ],
  ] as const)('%s names the facts', (code, details, message) => {
    expect(explainErrorCode(code, details, nextSteps('page', false)).message).toBe(message);
  });

  it('names both causes of a refused login', () => {
    const { message, hint } = explainErrorCode('wrong_app_secret', {}, nextSteps('page', false));
    expect(message).toMatch(/App Secret 不正确.*或者应用已停用/);
    expect(hint).toMatch(/FEISHU_APP_SECRET.*停用/);
  });

  it.each(errorCodes.map((code) => [code]))(
    '%s: no hint sends people of Lark to the console of Feishu',
    (code) => {
      const steps = nextSteps('page', false);
      const { hint } = explainErrorCode(code, { developerConsole: 'open.larksuite.com/app' }, steps);
      expect(hint).not.toContain('open.feishu.cn');
      const named = explainErrorCode(code, {}, steps).hint.includes('open.feishu.cn');
      expect(hint.includes('open.larksuite.com/app')).toBe(named);
    },
  );

  it('shortens long lists', () => {
    const lines = Array.from({ length: 1000 }, (_, index) => String(index));
    expect(explainErrorCode('in_doubt', { lines }, nextSteps('page', false)).message.length).toBeLessThan(
      200,
    );
  });
});

describe('a file that is not read', () => {
  const refusals: FileRefusal[] = [
    { code: 'empty_file' },
    { code: 'header_only' },
    ...(['image', 'pdf', 'word', 'slides', 'ods', 'xlsb', 'numbers', 'json'] as const).map((format) => ({
      code: 'other_format' as const,
      format,
    })),
    { code: 'web_table' },
    { code: 'old_xls' },
    { code: 'password_protected' },
    { code: 'archive' },
    { code: 'mojibake' },
    { code: 'no_header', sheets: [] },
    { code: 'no_header', sheets: ['第11期', '第12期'] },
    { code: 'not_a_roster', looksLike: 'binary', sheets: [] },
    { code: 'not_a_roster', looksLike: 'text', sheets: ['说明', '名单'] },
    { code: 'not_a_roster', looksLike: 'text', sheets: ['说明'], hiddenRosters: ['名单'] },
    { code: 'columns_missing', missing: ['用户ID'], found: ['昵称', '手机号'], sheets: [] },
    { code: 'columns_swapped' },
    { code: 'too_many_blank_rows', line: 2_000_001 },
    { code: 'limit_exceeded', limit: 'unpacked', allowed: 256 * 1024 * 1024, line: null },
    { code: 'limit_exceeded', limit: 'text', allowed: 64 * 1024 * 1024, line: null },
    { code: 'damaged_encoding' },
    { code: 'damaged_file', line: 7 },
    { code: 'damaged_file', line: null },
    { code: 'limit_exceeded', limit: 'bytes', allowed: 20 * 1024 * 1024, line: null },
    { code: 'limit_exceeded', limit: 'rows', allowed: 50_000, line: 50_002 },
    { code: 'limit_exceeded', limit: 'columns', allowed: 200, line: 1 },
    { code: 'limit_exceeded', limit: 'cell', allowed: 10_000, line: 9 },
  ];

  it.each(refusals)('$code $looksLike $limit says what happened and what to do', (refusal) => {
    const { message, hint } = explainFileRefusal(refusal);
    expect(message).toMatch(sentence);
    expect(hint).toMatch(sentence);
  });

  it('names the columns missing, those found, and the setting that adds names', () => {
    const { message, hint } = explainFileRefusal({
      code: 'columns_missing',
      missing: ['用户ID'],
      found: ['学员编号', '昵称'],
      sheets: [],
    });
    expect(message).toBe('文件缺少列：用户ID。文件里的列是：学员编号、昵称。');
    expect(hint).toContain('ROSTER_COLUMNS');
  });

  it('says the limit and the line', () => {
    const limit = { code: 'limit_exceeded', limit: 'cell', allowed: 10_000, line: 9 } as const;
    expect(explainFileRefusal(limit).message).toBe('有的单元格太长（第9行）：最多 10000 个字。');
    const onSheet = { ...limit, sheet: '第12期' };
    expect(explainFileRefusal(onSheet).message).toBe('有的单元格太长（第12期!9）：最多 10000 个字。');
  });
});

describe('a row', () => {
  it.each([...rowRejectionCodes, ...writeFailureCodes])('%s has its reason and its next step', (code) => {
    const explained = explainRowInParts({ code, line: 5 });
    expect(explained.reason).toMatch(reason);
    expect(explained.nextStep).toMatch(reason);
    expect(explainRow({ code, line: 5 })).toMatch(reason);
  });

  it('is told what to do in the same line, unless that goes without saying', () => {
    expect(explainRow({ code: 'invalid_date', line: 5 })).toBe(
      '学习日期看不懂，或者没有这一天；请写成 2026-05-16 这样',
    );
    expect(explainRow({ code: 'missing_date', line: 5 })).toBe('没有学习日期');
  });

  it('carries the code of Feishu where Feishu refused it', () => {
    expect(explainRow({ code: 'enrollment_refused', line: 5, feishuCode: 1254064 })).toBe(
      '飞书没有接受这条学习记录的内容（飞书错误码 1254064）',
    );
  });

  it('names the row that it repeats, and why that one failed', () => {
    const failure = { code: 'enrollment_refused', line: 5, feishuCode: 1254064, firstLine: 3 } as const;
    expect(explainRow(failure)).toBe(
      '与第3行重复，那一行没有成功：飞书没有接受这条学习记录的内容（飞书错误码 1254064）',
    );
    expect(explainRow({ ...failure, firstSheet: '第12期' })).toMatch(/^与第12期!3重复/);
  });
});

describe('a warning', () => {
  const row = { line: 5, userId: 'u_1' };
  const file = { line: null };
  const warnings: SyncWarning[] = [
    ...rowWarningCodes.map((code) => ({ ...row, code })),
    { ...row, code: 'duplicate_row', firstLine: 3 },
    { ...row, code: 'learner_rows_differ', fields: ['nickname', '城市'] },
    { ...row, code: 'newer_kept', fields: ['nickname'] },
    { ...row, code: 'kept_by_hand', fields: ['nickname'] },
    { ...row, code: 'same_phone', ids: 2, others: [{ userId: 'u_2' }] },
    { ...row, code: 'enrollment_duplicated', recordIds: ['rec1', 'rec2'] },
    { ...row, code: 'course_on_other_date' },
    { ...row, code: 'learner_duplicated', recordIds: ['rec1', 'rec2'] },
    { ...row, code: 'learner_update_refused' },
    { ...row, code: 'linked_elsewhere', recordId: 'rec1' },
    { ...row, code: 'learner_links_near_limit', links: 451 },
    { ...row, code: 'value_misfit', field: 'phone' },
    { ...file, code: 'operator_course_ignored' },
    { ...file, code: 'operator_date_ignored' },
    { ...file, code: 'link_one_way' },
    { ...file, code: 'options_added', field: '城市', options: ['成都'] },
    { ...file, code: 'records_deleted', count: 2 },
    ...fieldWarningCodes.map((code) => ({ ...row, code, field: '昵称' })),
    { ...row, code: 'refunded_in_base', recordIds: ['rec1'] },
    { ...row, code: 'enrollment_update_refused' },
    { ...file, code: 'course_spelling', course: '入门 ', used: '入门' },
    { ...file, code: 'enrollment_field_absent', field: '学习进度' },
    { line: 9, code: 'section_changed' },
    { ...file, code: 'sheets_not_read', sheets: [{ name: '说明', isHidden: false }] },
    { ...file, code: 'rows_hidden', count: 3 },
    { ...file, code: 'status_unknown', values: [{ value: '待领取', rows: 3 }] },
    { ...file, code: 'nickname_from_name' },
    { ...file, code: 'date_from_purchase' },
    { ...file, code: 'id_column_answered', title: '学员编号' },
    { ...file, code: 'learner_field_absent', field: '城市' },
  ];

  it.each(warnings)('$code has its reason', (warning) => {
    expect(explainWarning(warning)).toMatch(reason);
  });

  it.each<[SyncWarning, string]>([
    [{ ...row, code: 'duplicate_row', firstLine: 3 }, '与第3行重复，只记一次'],
    [{ ...row, code: 'duplicate_row', firstLine: 3, firstSheet: '第11期' }, '与第11期!3重复，只记一次'],
    [
      { ...file, code: 'status_unknown', values: [{ value: '待领取', rows: 3 }] },
      '状态里有没见过的写法：待领取 3行，已照常写入',
    ],
    [
      { ...row, code: 'learner_rows_differ', fields: ['nickname', '城市'] },
      '这一行的昵称、城市与前面的行不一样，用了这一行的',
    ],
    [
      { ...row, code: 'newer_kept', fields: ['nickname', '城市'] },
      '这位学员的昵称、城市已由之后上传的名单更新，保留了较新的内容',
    ],
    [
      { ...row, code: 'same_phone', ids: 3, others: [{ userId: 'u_2' }, { userId: 'u_3' }] },
      '这位新学员的手机号与用户ID u_2、u_3 相同，可能是同一个人；请核对',
    ],
    [
      { ...row, code: 'same_phone', ids: 41, others: [{ userId: 'u_2' }] },
      '这位新学员的手机号有 41 个用户ID在用，可能是集体报名',
    ],
    [
      { ...row, code: 'enrollment_duplicated', recordIds: ['rec1', 'rec2'] },
      '学习记录表里有 2 条同样的记录（同一学员、课程和日期），没有改动；请核对并删掉多余的',
    ],
    [
      { ...row, code: 'kept_by_hand', fields: ['nickname', '城市'] },
      '这位学员的昵称、城市在表里改过，名单没变，已保留',
    ],
    [
      { ...row, code: 'value_misfit', field: 'phone' },
      '手机号的内容不适合多维表格的字段类型，没有写入这一项',
    ],
  ])('%o names the facts', (warning, text) => {
    expect(explainWarning(warning)).toBe(text);
  });
});

describe('a refused request', () => {
  it.each(refusalCodes)('%s says what happened', (code) => {
    const { message, hint } = explainRefusal(code);
    expect(message).toMatch(sentence);
    if (hint !== undefined) expect(hint).toMatch(sentence);
  });

  it('names both variables where nobody can log in', () => {
    expect(explainRefusal('local_only').hint).toMatch(/UPLOAD_PASSWORD.*UPLOAD_LOGIN/);
  });
});
