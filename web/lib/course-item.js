import { element } from './element.js';
import { groupedNumber } from './grouped-number.js';

/** @import { Changes } from './sync-api.js' */

/** What a sync does to a course, as an item of a list. @param {Changes['courses'][number]} course */
export function courseItem({ course, created, skipped, isNew }) {
  const item = element('li');
  item.append(element('span', '', course), ...(isNew ? [element('span', 'tag', '新课程')] : []));
  const there = skipped === 0 ? '' : ` · 已有或重复 ${groupedNumber(skipped)}`;
  item.append(element('span', 'quiet', `新增 ${groupedNumber(created)}${there}`));
  return item;
}
