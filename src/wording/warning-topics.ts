import type { SyncWarning } from '../sync/sync-report.ts';

/** What remarks of a kind are about, as the heading above them. */
const topics: Record<SyncWarning['code'], string> = {
  phone_masked: '手机号带星号',
  phone_invalid: '手机号不像真实号码',
  phone_multiple: '有几个手机号',
  nickname_empty: '没有昵称',
  user_id_unusual: '用户ID的样子少见',
  row_too_wide: '比表头多出几格',
  damaged_value: '有的格子已损坏',
  columns_differ: '两列内容不同',
  refunded_in_base: '已退款，但表里还有记录',
  course_spelling: '课程的写法',
  new_course: '新课程',
  enrollment_update_refused: '学习记录的新内容没有被接受',
  duplicate_row: '文件里重复的行',
  learner_rows_differ: '同一学员前后不一样',
  course_on_other_date: '该课程已有其他日期',
  learner_duplicated: '学员总表里重复的用户ID',
  linked_elsewhere: '关联到了别的学员',
  learner_links_near_limit: '学习记录快到上限',
  value_misfit: '内容不适合字段类型',
  operator_course_ignored: '关于整个文件',
  operator_date_ignored: '关于整个文件',
  link_one_way: '关于多维表格',
  learner_update_refused: '学员的新资料没有被接受',
  newer_kept: '保留了较新的资料',
  kept_by_hand: '保留了表里改过的资料',
  same_phone: '手机号相同的学员',
  enrollment_duplicated: '学习记录表里重复的记录',
  options_added: '关于多维表格',
  records_deleted: '关于多维表格',
  records_late: '关于多维表格',
  other_writer: '关于多维表格',
  id_column_answered: '关于整个文件',
  nickname_from_name: '关于整个文件',
  date_from_purchase: '关于整个文件',
  learner_field_absent: '关于整个文件',
  enrollment_field_absent: '关于整个文件',
  section_changed: '关于整个文件',
  sheets_not_read: '关于整个文件',
  rows_hidden: '关于整个文件',
  status_unknown: '关于整个文件',
};

/** What the remark is about: remarks of one topic stand together. */
export function warningTopic(code: SyncWarning['code']): string {
  return topics[code];
}
