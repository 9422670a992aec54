import type { Explanation } from '../explanation.ts';

/** Each platform has a developer console of its own; whoever made the app knows it. */
const openApp = '打开开发者后台 → 本应用';

export const skippedForNow = '没有检查：先解决上面的问题。';
export const notInSandbox = '没有检查：演示模式不连接飞书。';

export function settingsRead(source: string): string {
  return `已读取（${source}）。`;
}
export const sandboxSettings = '演示模式：没有飞书配置。正式使用请运行 npm run setup。';

export const reachable = '连得上，时间一致。';
export const clockOff = (seconds: number): Explanation => ({
  message: `服务器的时间与飞书相差 ${seconds} 秒。`,
  hint: '请打开服务器的时间同步（例如 timedatectl set-ntp true），否则机器人会把消息当成过期的而拒绝。',
});

export const appKnown = 'App ID 和 App Secret 正确。';

export function scopesGranted(count: number): string {
  return `用到的 ${count} 项都已开通。`;
}
/** What a scope is for, after its name. */
const purposes = {
  base: '读写两张表',
  wiki: '从知识库页面找到多维表格',
  bot: '机器人收发消息和文件',
  commands: '输入 / 时列出命令',
  login: '用飞书登录',
  login_chats: '核对谁在允许的群里',
} as const;

export function scopeMissing(
  scope: { name: string; purpose: keyof typeof purposes },
  isRequested: boolean,
  link: string,
): Explanation {
  const what = `${scope.name}（${purposes[scope.purpose]}）`;
  return isRequested
    ? {
        message: `${what}已申请，还没有生效。`,
        hint: `${openApp} →“版本管理与发布”，创建版本并发布；已经提交的，请企业管理员到飞书管理后台审核。`,
      }
    : {
        message: `没有开通 ${what}。`,
        hint: `打开 ${link} 开通，再到“版本管理与发布”创建版本并发布，等管理员审核通过。`,
      };
}

export function baseFound(name: string): string {
  return name === '' ? '找到了。' : `找到了「${name}」。`;
}
export const mayEdit = '应用可以编辑。';
const addApp = '打开多维表格，点右上角「…」→「…更多」→「添加文档应用」，选择本应用';
export const mayNotEdit: Explanation = {
  message: '应用不能编辑这个多维表格。',
  hint: `${addApp}，权限选“可编辑”。`,
};
export const advancedOff = '没有开启。';
export const advancedManaged = '已开启，应用可管理。';
export const advancedUnmanaged: Explanation = {
  message: '已开启，但应用不是“可管理”：有些记录应用看不到。',
  hint: `${addApp}，权限选“可管理”。`,
};

export function tablesFound(names: readonly string[]): string {
  return `找到了${names.map((name) => `「${name}」`).join('和')}。`;
}
export const fieldsFit = '名称、类型、关联方向都合适。';
export const fieldProblem = (problem: string): Explanation => ({
  message: `${problem}。`,
  hint: '改好后再检查一次；也可以运行 npm run setup，把缺少的字段补上。',
});
export const oneWayLink: Explanation = {
  message: '“关联到学员总表”是单向关联：能同步，但学员总表里看不到学习记录。',
  hint: '想在学员总表里看到：请点该字段表头 →「修改字段」，类型改为“双向关联”，对应字段命名为“学习记录”。',
};

interface TableRows {
  name: string;
  rows: number;
}
const rowsOf = (tables: readonly TableRows[]) =>
  tables.map(({ name, rows }) => `「${name}」${rows} 行`).join('，');

export function roomLeft(tables: readonly TableRows[]): string {
  return `${rowsOf(tables)}。`;
}
export const nearlyFull = (tables: readonly TableRows[], limit: number): Explanation => ({
  message: `${rowsOf(tables)}，接近一张表的上限（${limit} 行，按飞书版本可能更多）。`,
  hint: '请看 docs/admin/capacity.md：升级飞书版本，或者把往年的学习记录归档到另一个多维表格。',
});
export const linksNearlyFull = (recordIds: readonly string[]): Explanation => ({
  message: `有 ${recordIds.length} 位学员的学习记录接近 500 条（记录 ${recordIds.join('、')}）。`,
  hint: '一个关联单元格最多 500 条，再多就写不进去。多半是测试账号，请看 docs/admin/capacity.md。',
});

export const noDuplicates = '没有。';
export const duplicatesAllowed = '学员没有重复。学习记录按 append 每次都新增，没有检查。';
/** Records that are the same: whose they are, and their ids. Nothing else of a person is shown. */
export interface SameRecords {
  userId: string;
  recordIds: readonly string[];
}
const groupsShown = 10;
function groupsOf(groups: readonly SameRecords[]): string {
  const shown = groups
    .slice(0, groupsShown)
    .map(({ userId, recordIds }) => `${userId}（${recordIds.join('、')}）`)
    .join('；');
  return groups.length > groupsShown ? `${shown}；…` : shown;
}
export const learnersDouble = (table: string, groups: readonly SameRecords[]): Explanation => ({
  message: `「${table}」有 ${groups.length} 个用户ID 不止一条：${groupsOf(groups)}。`,
  hint: '同步只用其中最早的一条。请核对后把学习记录关联到留下的那条，再删除多余的。',
});
export const enrollmentsDouble = (table: string, groups: readonly SameRecords[]): Explanation => ({
  message: `「${table}」有 ${groups.length} 组同一学员、课程、日期的记录：${groupsOf(groups)}。`,
  hint: '请核对后删除多余的；如果是另一个服务写的，请先停掉它：一个多维表格只由一个服务写入。',
});

export const searchNotTried = '没有检查：加上 --write，会写入一条测试记录，确认搜得到，再删除。';
export function searchSees(ms: number): string {
  return `写入的记录 ${Math.max(1, Math.round(ms / 1_000))} 秒内就搜得到，测试记录已删除。`;
}
export const searchBlind = (seconds: number): Explanation => ({
  message: `写入的测试记录，${seconds} 秒后还搜不到（已删除）。`,
  hint: '可能是“高级权限”挡住了，请让应用可管理；也可能是飞书繁忙，过几分钟再检查一次。',
});
export const probeLeft = (recordId: string): Explanation => ({
  message: `测试记录（${recordId}）没有删除成功。`,
  hint: '请在学员总表里手工删除用户ID 以“检查-”开头的那一行。',
});
