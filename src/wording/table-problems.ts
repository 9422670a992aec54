import type { FieldTypeName, TableProblem } from '../sync/table-problem.ts';

/** As the field menu of Feishu names them. */
const typeLabels: Record<FieldTypeName, string> = {
  text: '文本',
  number: '数字',
  select: '单选',
  multi_select: '多选',
  date: '日期',
  checkbox: '复选框',
  user: '人员',
  phone: '电话号码',
  url: '超链接',
  attachment: '附件',
  one_way_link: '单向关联',
  two_way_link: '双向关联',
  lookup: '查找引用',
  formula: '公式',
  other: '其他类型',
};

/** What is wrong and what to click in Feishu to fix it; without a full stop, because several are joined to one message. */
export function explainTableProblem(problem: TableProblem): string {
  const { table, field } = problem;
  switch (problem.kind) {
    case 'field_missing':
      return `「${table}」缺少字段“${field}”，请点表头右侧的「+」新增，类型选${typeNames(problem.acceptedTypes)}（名称须完全一致，前后不留空格）`;
    case 'field_type':
      return `「${table}」的“${field}”是“${typeLabels[problem.actualType]}”字段，请点该字段表头 →「修改字段」，类型改为${typeNames(problem.acceptedTypes)}`;
    case 'link_target':
      return `「${table}」的“${field}”关联到了别的数据表，请点该字段表头 →「修改字段」，关联的数据表选「${problem.linkedTable}」`;
    case 'link_single':
      return `「${table}」的“${field}”只能关联一条记录，请点该字段表头 →「修改字段」，打开“允许添加多条记录”`;
  }
}

function typeNames(types: readonly FieldTypeName[]): string {
  return types.map((type) => `“${typeLabels[type]}”`).join('或');
}
