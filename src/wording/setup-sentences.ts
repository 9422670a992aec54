import type { TableProblem } from '../sync/table-problem.ts';
import type { Explanation } from './explanation.ts';
import { explainTableProblem } from './table-problems.ts';

export const setupUsage = `用法：npm run setup -- [--base 网址|new] [--operator 账号|none] [--analysis yes|no] [--env write|print] [--yes]

用 App ID 和 App Secret 建好多维表格和两张表（或补全已有的），写好 .env，最后逐项检查。
已有的字段从不修改、从不删除；每一步都先问。没有人回答时，用参数代替：

  --base      多维表格的网址；new 表示新建一个
  --operator  设为“可管理”的人：飞书邮箱、用户 ID 或 open_id；none 表示不设
  --analysis  要不要新增分析用的字段和视图
  --env       write 写入 .env；print 只打印
  --yes       同意新建和补全

App ID 和 App Secret 从环境变量 FEISHU_APP_ID、FEISHU_APP_SECRET 或 .env 读取，没有时询问。
退出码：0 建好了，检查也没有问题；1 没有。`;

export const seeSetupHelp = '用法：npm run setup -- --help';

export function eitherOr(flag: string, one: string, other: string): string {
  return `${flag} 应为 ${one} 或 ${other}。`;
}

export const askAppId = 'App ID（开发者后台 → 凭证与基础信息，cli_ 开头）：';
export const askAppSecret = 'App Secret（输入时不显示）：';

/** @param json what 批量导入 takes */
export function scopesIntro(json: string): string {
  return `全部功能用到的权限如下。开发者后台 → 本应用 →“权限管理”→“批量导入/导出权限”，粘贴后保存，
再到“版本管理与发布”创建版本并发布，请企业管理员审核（以后再加权限，还要再审核一次）：

${json}
`;
}
/** Said before the first question. */
export const howToAnswer = '下面一步一步地问。问到要不要做时，输入 y 再按回车表示要，只按回车表示不要。';
export const appUnknown =
  '✗ 飞书不认这个 App ID 和 App Secret，多半是没有复制完整。请在“凭证与基础信息”里用复制按钮再复制一次；都对的话，看应用是否已停用。';
export const appConnected = '✓ App ID 和 App Secret 正确。';
export const baseScopeMissing: Explanation = {
  message: '应用还没有权限 bitable:app，没有它什么都建不了。',
  hint: '请按上面的说明导入权限、发布版本，审核通过后再运行一次 npm run setup。',
};
export function scopesMissing(names: readonly string[]): string {
  return `！还没有开通：${names.join('、')}。现在可以继续，用到它们的功能要等开通后才能用。`;
}

export const askBase = '多维表格的网址（直接回车：新建一个）：';
export const notABase = '✗ 这不像多维表格的网址（https://….feishu.cn/base/… 或 /wiki/…）。';
export const baseUnknown =
  '✗ 飞书里没有这个多维表格，多半是网址没有复制完整。请在浏览器里打开它，再复制一次地址栏里的网址。';
export const baseClosed =
  '✗ 应用打不开这个多维表格。请核对网址；网址没有错，就打开它，点右上角「…」→「…更多」→「添加文档应用」，选择本应用，权限选“可编辑”，再粘贴一次网址。';
export const newBaseName = 'NVC 学员';
export const confirmNewBase = `将新建多维表格「${newBaseName}」，继续吗？[y/N] `;
export function baseMade(url: string): string {
  return `✓ 已新建：${url}`;
}
export const baseUnclear =
  '飞书没有回答，可能已经建好一个空的多维表格（只有应用看得到，不影响使用）。请再运行一次 npm run setup。';

export const nothingMissing = '✓ 两张表和字段都齐了。';
const typeLabels = { text: '文本', date: '日期', two_way_link: '双向关联，对面的字段叫“学习记录”' } as const;
export function tablePart(name: string, fields: readonly string[]): string {
  return `  · 新建数据表「${name}」（${fields.join('、')}）`;
}
export function fieldPart(table: string, name: string, type: keyof typeof typeLabels): string {
  return `  · 在「${table}」新增字段“${name}”（${typeLabels[type]}）`;
}
export function missingParts(lines: readonly string[]): string {
  return ['还缺少：', ...lines].join('\n');
}
export const confirmMissing = '现在新增吗？已有的内容不会改动。[y/N] ';
export const partsMade = '✓ 已新增。';
export function hindrances(problems: readonly string[]): string {
  return ['有几处需要您自己在飞书里改（这个程序从不修改已有的字段）：', ...problems].join('\n');
}
export function hindrance(
  problem: TableProblem | { kind: 'back_name_taken'; table: string; field: string },
): string {
  return problem.kind === 'back_name_taken'
    ? `  ✗ 「${problem.table}」已有一个“${problem.field}”字段，双向关联建不了。请先给它改名（例如“${problem.field}（旧）”），再运行一次 npm run setup。`
    : `  ✗ ${explainTableProblem(problem)}。`;
}

export const askOperator =
  '谁来管理这个多维表格（可管理）？请填飞书邮箱、用户 ID（管理后台 → 组织架构里有）或 open_id；直接回车跳过：';
export const visibleToNobody =
  '！新建的多维表格现在只有应用看得到。以后再运行一次 npm run setup，填上账号就能打开。';
export const operatorAdded = '✓ 已设为可管理。';
export const operatorRefused =
  '！没有设成：账号不对，或者这个人不在应用的可用范围里。可以以后在飞书里打开多维表格 →「分享」添加，或者再运行一次 npm run setup。';

export const analysisIntro =
  '分析用的字段和视图（可以都跳过；已有的不会改动；公式字段飞书接口建不了，做法见 docs/analysis.md）：';
export function analysisField(table: string, name: string, what: string): string {
  return `  在「${table}」新增字段“${name}”（${what}）吗？[y/N] `;
}
export function analysisView(table: string, name: string): string {
  return `  在「${table}」新增视图“${name}”（最近三十天）吗？[y/N] `;
}
export const analysisFields: Readonly<Record<string, string>> = {
  身份: '单选：学员、助教、老师、测试；同步从不改它',
  报名状态: '文本：随名单更新',
  新增时间: '飞书自动填写',
};
export function analysisMade(name: string): string {
  return `  ✓ ${name}`;
}
export function analysisRefused(name: string): string {
  return `  ！“${name}”没有建成，可以自己在飞书里建，做法见 docs/analysis.md。`;
}

export function envLines(lines: readonly string[]): string {
  return ['配置（App Secret 不显示）：', ...lines.map((line) => `  ${line}`)].join('\n');
}
export const confirmEnv = '写入 .env 吗？只添加，不改动已有的行。[y/N] ';
export function envWritten(path: string): string {
  return `✓ 已写入 ${path}，只有您能读。`;
}
export const envNotWritten = '没有写入。请自己把上面几行填进 .env（App Secret 填真实的值）。';
export const envComplete = '✓ 配置都有了。';
export function envDiffers(names: readonly string[]): string {
  return `！.env 或环境变量里已有 ${names.join('、')}，值与这次的不同，没有改动。请自己改成上面的值，否则服务仍用原来的。`;
}

export const nothingDone = '没有改动。';
export function nobodyAnswers(flag: string): string {
  return `没有人回答。请加上 ${flag}（用法：npm run setup -- --help）。`;
}
export const nowChecking = '\n逐项检查：\n';
