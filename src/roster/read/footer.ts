import { cleanCell } from '../clean-cell.ts';
import { isPersonal } from '../header/shown-titles.ts';
import { toSimplified } from '../simplified.ts';

/** Lists are closed with blanks between the characters as well: `合　计`. */
const spaced = (words: string) => `(?:${words.replace(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu, '\\s*')})`;
const mark = '[([【*—-]*\\s*';
const sums =
  '合计|总计|小计|汇总|共计|总数|总人数|合共|制表人|制表时间|制表|打印时间|导出时间|数据来源|以下空白';
/** A number or a name may follow, but no words: a name is no longer than this. */
const noWords = '(?!\\p{Script=Han}{5})';
const latin = '(?:grand\\s+total|subtotal|total|sum)\\b\\s*(?:$|[:=(¥$]|\\d|\\p{L})';
const remark = `${spaced('备注|注|说明')}\\s*(?:$|:)`;
const people = '共\\s*\\d+\\s*[人名位条]';
const footer = new RegExp(`^${mark}(?:${spaced(sums)}${noWords}|${people}|${remark}|${latin})`, 'iu');
const amount = /^[\d.,]+\s?\p{L}{0,2}$/u;
const longestText = 30;

/**
 * The text of a record that closes a list, such as `合计 45人` or `制表人：王老师`, of one with a phone only how it begins; null
 * if its first filled cell is not of that kind. Whether the record is about a learner nevertheless, its other cells have to say.
 */
export function footerText(cells: readonly string[]): string | null {
  const [first = '', second = ''] = cells.map(cleanCell).filter((cell) => cell !== '');
  const [word = null] = footer.exec(toSimplified(first.normalize('NFKC'))) ?? [];
  if (word === null || isPersonal(first)) return word;
  const text = amount.test(second) && second.length < 8 ? `${first} ${second}` : first;
  return [...text].slice(0, longestText).join('');
}
