import type { FileWarning, RowWarningCode } from '../roster/roster.ts';
import type { SyncWarning } from '../sync/sync-report.ts';
import { courseName } from './course-name.ts';
import { fieldLabel } from './field-label.ts';
import { rowPlace } from './row-place.ts';

/** What staff should know about a row or about the whole file, in one line without a full stop. */
export function explainWarning(warning: SyncWarning): string {
  switch (warning.code) {
    case 'duplicate_row':
      return `与${rowPlace({ sheet: warning.firstSheet ?? null, line: warning.firstLine })}重复，只记一次`;
    case 'learner_rows_differ':
      return `这一行的${labels(warning.fields)}与前面的行不一样，用了这一行的`;
    case 'newer_kept':
      return `这位学员的${labels(warning.fields)}已由之后上传的名单更新，保留了较新的内容`;
    case 'kept_by_hand':
      return `这位学员的${labels(warning.fields)}在表里改过，名单没变，已保留`;
    case 'same_phone':
      return samePhone(warning);
    case 'enrollment_duplicated':
      return `学习记录表里有 ${warning.recordIds.length} 条同样的记录（同一学员、课程和日期），没有改动；请核对并删掉多余的`;
    case 'course_on_other_date':
      return '这位学员已有该课程（其他日期）';
    case 'learner_duplicated':
      return `这个用户ID在学员总表中有 ${warning.recordIds.length} 条记录，用了最早的一条；请核对并合并`;
    case 'learner_update_refused':
      return '飞书没有接受这位学员的新资料，原来的资料没有变；学习记录不受影响';
    case 'linked_elsewhere':
      return '已有的学习记录关联到了别的学员，没有改动；请核对';
    case 'learner_links_near_limit':
      return `这位学员已有 ${warning.links} 条学习记录，最多 500 条`;
    case 'value_misfit':
      return `${fieldLabel(warning.field)}的内容不适合多维表格的字段类型，没有写入这一项`;
    case 'operator_course_ignored':
      return '文件里有课程列，所以没有用另外填写的课程';
    case 'operator_date_ignored':
      return '文件里有学习日期列，所以没有用另外填写的日期';
    case 'link_one_way':
      return '“关联到学员总表”是单向关联，学员总表的“学习记录”不会自动显示；请改成双向关联';
    case 'options_added':
      return `“${fieldLabel(warning.field)}”会增加新选项：${warning.options.join('、')}`;
    case 'records_late':
      return `有${warning.count}条刚写入的记录在飞书里还查不到，已按存在处理，没有重复写入。通常过一会儿就能查到。`;
    case 'other_writer':
      return `可能有另一个服务在写同一个多维表格：有 ${warning.count} 条记录与本服务写入的重复，且不是本服务写的。请管理员核对，并停掉其中一个；表里重复的记录没有改动`;
    case 'records_deleted':
      return `有 ${warning.count} 条以前同步的记录已在多维表格中被删除`;
    case 'damaged_value':
      return `${fieldLabel(warning.field)}的内容已损坏，没有写入这一项；表里原有的保持不变`;
    case 'columns_differ':
      return `有两列都是${fieldLabel(warning.field)}，内容不同，用了左边的`;
    case 'refunded_in_base':
      return '名单里已退款或未付款，但学习记录表里还有这条记录；没有改动，请核对';
    case 'course_spelling':
      return `课程“${warning.course}”在多维表格里写作“${warning.used}”，用了表里的写法`;
    case 'new_course':
      return `${courseName(warning.course)}是新课程，以前没有同步过`;
    case 'enrollment_update_refused':
      return '飞书没有接受这条学习记录的新内容，原来的内容没有变';
    case 'nickname_from_name':
    case 'date_from_purchase':
    case 'id_column_answered':
    case 'learner_field_absent':
    case 'enrollment_field_absent':
    case 'section_changed':
    case 'sheets_not_read':
    case 'rows_hidden':
    case 'status_unknown':
      return explainFileWarning(warning);
    default:
      return rowWarnings[warning.code];
  }
}

const rowWarnings: Record<RowWarningCode, string> = {
  phone_masked: '手机号带星号，不完整，没有写入手机号',
  phone_invalid: '手机号不像真实号码，没有写入手机号',
  phone_multiple: '有几个手机号，写入了第一个',
  nickname_empty: '没有昵称',
  user_id_unusual: '用户ID的样子与小鹅通常见的不同，请核对',
  row_too_wide: '这一行比表头多出几格，多出的内容没有读取',
};

function explainFileWarning(warning: FileWarning): string {
  switch (warning.code) {
    case 'nickname_from_name':
      return '文件里没有昵称列，昵称用了姓名';
    case 'date_from_purchase':
      return '文件里没有学习日期列，学习日期用了购买时间；请核对';
    case 'id_column_answered':
      return `文件里没有用户ID，按回答过的把“${warning.title}”列当作用户ID`;
    case 'learner_field_absent':
    case 'enrollment_field_absent':
      return `文件里没有“${warning.field}”列`;
    case 'section_changed':
      return '这里又有一行表头，列与前面不同；下面的行按它读取';
    case 'sheets_not_read':
      return `没有读取这些工作表：${warning.sheets.map(unreadSheet).join('、')}；里面如有学员，请补上表头或取消隐藏，再上传一次`;
    case 'rows_hidden':
      return `有${warning.count}行在表格里被隐藏或筛选掉了，也一起读取了`;
    case 'status_unknown':
      return `状态里有没见过的写法：${warning.values
        .map(({ value, rows }) => `${value} ${rows}行`)
        .join('、')}，已照常写入`;
  }
}

/** From so many ids on one number is hardly one person's. */
const groupFrom = 4;

function samePhone({ ids, others }: Extract<SyncWarning, { code: 'same_phone' }>): string {
  if (ids >= groupFrom) return `这位新学员的手机号有 ${ids} 个用户ID在用，可能是集体报名`;
  const named = others.map(({ userId }) => userId).join('、');
  return `这位新学员的手机号与用户ID ${named} 相同，可能是同一个人；请核对`;
}

function unreadSheet({ name, isHidden }: { name: string; isHidden: boolean }): string {
  return isHidden ? `${name}（隐藏）` : `${name}（没找到名单的表头）`;
}

function labels(fields: readonly string[]): string {
  return fields.map(fieldLabel).join('、');
}
