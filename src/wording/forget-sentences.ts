import type { Forgotten } from '../sync/queue/forget-person.ts';
import { printable } from './printable.ts';

export const forgetUsage = `用法：npm run --silent forget -- 用户ID

把一位学员从本服务的数据里删除：含有这位学员的名单文件、写入日志、同步报告里的内容、上一份名单内容的校验码。服务运行时也可以用。
飞书多维表格和聊天里的内容不会改动，请另行删除。

退出码：0 已删除，或本来就没有；1 没有删除。`;

export function noDataIn(folder: string): string {
  return `“${printable(folder)}”里没有本服务的数据。请在服务所在的目录运行，或检查配置 DATA_DIR。`;
}

export const forgettingFailed =
  '出错了，可能没有删完。请再运行一次；如果还是这样，请检查数据目录（DATA_DIR）里的文件能否读写、是否完好。';

/** Why nothing was deleted, and when it can be. */
export function forgetLater(numbers: readonly number[]): string {
  return `没有删除任何数据：${shownNumbers(numbers)} 可能含有这位学员，还没有结束，或者结束不到15分钟。请等它们结束（在等待填写的，请填写或取消），15分钟后再运行一次。`;
}

/** What was deleted, what that means for staff, and what is still elsewhere. */
export function forgetLines(userId: string, forgotten: Forgotten): string[] {
  const { numbers, files, remarks, journalRows, rosterValues, isOffTheDisk } = forgotten;
  if (files + remarks + journalRows + rosterValues === 0)
    return [`本服务的数据里没有用户ID“${printable(userId)}”。`, ...elsewhere];
  return [
    `已删除用户ID“${printable(userId)}”：名单文件${files}个，写入日志${journalRows}条，同步报告里的${remarks}处，上一份名单内容的校验码${rosterValues}个。`,
    ...(numbers.length === 0
      ? []
      : [
          `${shownNumbers(numbers)} 的名单文件和写入日志已整个删除（读不懂的文件也算在内，里面可能有这位学员），不能再重新同步、补写或下载失败明细；需要时请从小鹅通重新导出，再上传。`,
        ]),
    ...(isOffTheDisk ? [] : ['服务正忙，磁盘上的旧内容会在一小时内清除。']),
    ...elsewhere,
  ];
}

const elsewhere = [
  '没有改动：多维表格里的记录、飞书聊天里的文件和卡片、小鹅通、您的备份。需要时请在那里删除；以后的名单里如果还有这位学员，会重新写入。',
];

function shownNumbers(numbers: readonly number[]): string {
  return numbers.map((number) => `#${number}`).join('、');
}
