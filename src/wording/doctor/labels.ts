/** What doctor looks at, in the order in which it does. */
export const checkLabels = {
  settings: '配置',
  platform: '连接飞书',
  app: '飞书应用',
  scopes: '权限',
  base: '多维表格',
  permissions: '文档权限',
  advanced: '高级权限',
  tables: '数据表',
  fields: '字段',
  capacity: '容量',
  duplicates: '重复记录',
  search: '搜索',
  bot: '机器人',
  commands: '斜杠命令',
  events: '接收消息',
  login: '飞书登录',
  database: '数据库',
  id_columns: '记住的用户ID列',
  folder: '数据目录',
  disk: '磁盘',
  node: 'Node.js',
} as const;

export type CheckName = keyof typeof checkLabels;

export type Mark =
  | 'good'
  /** Something has to be mended. */
  | 'bad'
  /** Works, but somebody should know, or look where doctor cannot. */
  | 'advice'
  /** Could not be found out. */
  | 'skipped';

const marks: Record<Mark, string> = { good: '✓', bad: '✗', advice: '！', skipped: '–' };

/** One finding as a person reads it: what was looked at and how it is, and below it what to do. */
export function findingLines(finding: {
  check: CheckName;
  mark: Mark;
  message: string;
  hint: string | null;
}): string {
  const first = `${marks[finding.mark]} ${checkLabels[finding.check]}：${finding.message}`;
  return finding.hint === null ? first : `${first}\n   → ${finding.hint}`;
}
