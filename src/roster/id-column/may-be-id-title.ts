import { normalizeTitle } from '../header/normalize-title.ts';

/** Words of titles that are about something else, or about somebody who is no learner. */
const otherThings = /推[广廣]|[订訂][单單]|收[货貨]|[紧緊]急|[员員]工|[课課]程|unionid|openid|sdk/;

/**
 * Titles that are never taken for anything by themselves, whatever stands below them: numbers of rows, the last resorts of other
 * fields, names and numbers of other things, times that say nothing about learning.
 */
const never: ReadonlySet<string> = new Set(
  [
    ...[
      'ID',
      '序号',
      '序號',
      '行号',
      '店铺名称',
      '所属主题',
      '任务名称',
      '購買商品',
      '购买商品',
      '最近购买商品',
    ],
    ...['打卡昵称', '备注名', '描述', '支付时间', '首次支付时间', '创建时间', '注册时间', '最近访问时间'],
    ...['最近学习时间', '上次播放时间', '完成时间', '首次进入时间', '最近进入时间', '打卡时间', '到期时间'],
    ...['导出时间', '日期', '时间'],
  ].map(lettersOf),
);

/** Whether a person may be asked if the column of this title is the 用户ID. */
export function mayBeIdTitle(title: string): boolean {
  const whole = lettersOf(title);
  return (
    whole !== '' &&
    !otherThings.test(whole) &&
    !never.has(whole) &&
    !never.has(lettersOf(normalizeTitle(title)))
  );
}

/** A title without anything that may stand between or around its letters; what it says in brackets stays. */
function lettersOf(title: string): string {
  return title
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
