import { chance, pick } from './chance.ts';
import type { Week } from './school-calendar.ts';

/**
 * Who stands in the rosters of 小鹅通, by a number: below 100 the learners of last year, below 1,000 those of this one. None
 * of them exists: the ids come from the year 2037, the numbers from ranges that are given to nobody.
 */
export type PersonNumber = number;

/** They stand in every roster of the shop, because they have to see what learners see. */
export const teachersAndTestAccounts: readonly PersonNumber[] = [2000, 2001, 2002, 2100];

const names: ReadonlyMap<PersonNumber, string> = new Map([
  [2000, '林老师'],
  [2001, '助教-小满'],
  [2002, '周老师'],
  [2100, '测试账号1'],
]);

const openings = ['小', '阿', '安', '林', '子', '晓', '静', '云', '南', '知', '乐', '思'] as const;
const endings = ['雨', '宁', '荷', '然', '禾', '舟', '夏', '溪', '岚', '言', '木', '月', '青', '白'] as const;
const tails = ['', '', '', '妈妈', '在路上', '的花园', ' 成长中', ',慢慢来', '"暖"'] as const;

/** As 小鹅通 makes them: `u_`, a clock value and a random number in hexadecimal digits, ten letters and digits. */
export function userIdOf(person: PersonNumber): string {
  const clock = (2_114_380_800 + person * 3_607).toString(16);
  const random = Math.floor(chance('id', person) * 0xfffff)
    .toString(16)
    .padStart(5, '0');
  const letters = Array.from({ length: 10 }, (_, place) => letterOf(chance('id', person, place)));
  return `u_${clock}${random}_${letters.join('')}`;
}

function letterOf(number: number): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
  return letters[Math.floor(number * letters.length)] ?? '';
}

/** What WeChat shows in that week. One in four takes another name within a year. */
export function nicknameOf(person: PersonNumber, week: Week): string {
  const fixed = names.get(person);
  if (fixed !== undefined) return fixed;
  if (week < activationOf(person)) return `手机尾号${String(person).padStart(4, '0')}用户`;
  if (hasEmoji(person)) return `${nameOf(person, 0)}🌞`;
  return nameOf(person, week >= renamingOf(person) ? 1 : 0);
}

/** As last year's rosters had it, since when one in eight has taken another. */
export function nicknameLastYear(person: PersonNumber): string {
  return chance('renamed since', person) < 1 / 8 && !hasEmoji(person)
    ? nameOf(person, -1)
    : nicknameOf(person, -1);
}

function nameOf(person: PersonNumber, version: number): string {
  return [openings, endings, tails]
    .map((parts, place) => pick(parts, 'name', person, version, place))
    .join('');
}

/** A file that Excel has saved loses the emoji. Who has one keeps the name, so that nothing else is lost with it. */
function hasEmoji(person: PersonNumber): boolean {
  return person % 11 === 10;
}

function renamingOf(person: PersonNumber): Week {
  return chance('renames', person) < 1 / 4 ? Math.floor(chance('renaming', person) * 52) : Infinity;
}

/** Numbers that staff have imported have a made-up name until their owner logs in for the first time. */
function activationOf(person: PersonNumber): Week {
  return person >= 100 && person % 40 === 39 ? Math.floor(chance('activation', person) * 52) : -Infinity;
}

/** As Base keeps it; empty for those who never gave one, and for test accounts. */
export function phoneOf(person: PersonNumber): string {
  if (person === 2100 || person % 12 === 5) return '';
  return isAbroad(person) ? `+44${7_700_900_000 + person}` : `1990000${String(person).padStart(4, '0')}`;
}

function isAbroad(person: PersonNumber): boolean {
  return person % 20 === 7 || (person >= 500 && person < 580 && person % 3 === 0);
}

/** The number stands under 最近采集手机号 only, because the account is not bound to one. */
export function isUnbound(person: PersonNumber): boolean {
  return person % 15 === 4;
}
