import { cleanLine } from '../clean-cell.ts';
import { isPersonal } from '../header/shown-titles.ts';

/** What may follow the word of a closing line: nothing, a colon, a number or a name. */
const end = '(?=$|[\\s:=]|\\d|[^\\p{Script=Han}]|\\p{Script=Han}{1,4}$)';
const chinese =
  '合计|总计|小计|汇总|共计|总数|总人数|合共|制表人|制表时间|制表|打印时间|导出时间|数据来源|以下空白';
const latin = 'grand total|subtotal|total|sum';
const footer = new RegExp(
  `^(?:(?:${chinese})${end}|共\\s*\\d+\\s*人|(?:备注|注|说明)\\s*(?:$|:)|(?:${latin})(?=$|[\\s:])\\s*(?:$|:|[\\d¥$]|\\p{L}))`,
  'iu',
);
const amount = /^[\d.,]+\s?\p{L}{0,2}$/u;
const longestText = 30;

/**
 * The text of a record that closes a list, such as `合计 45人` or `制表人：王老师`, of one with a phone only how it begins; null
 * if its first filled cell is not of that kind. Whether the record is about a learner nevertheless, its other cells have to say.
 */
export function footerText(cells: readonly string[]): string | null {
  const [first = '', second = ''] = cells.map(cleanLine).filter((cell) => cell !== '');
  const [word = null] = footer.exec(first.normalize('NFKC')) ?? [];
  if (word === null || isPersonal(first)) return word;
  const text = amount.test(second) && second.length < 8 ? `${first} ${second}` : first;
  return [...text].slice(0, longestText).join('');
}
