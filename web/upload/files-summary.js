import { isFinal } from '../lib/follow-sync.js';
import { groupedNumber } from '../lib/grouped-number.js';

/** @import { Sync } from '../lib/sync-api.js' */
/** @import { Shown } from './tab-title.js' */

/** What has come of several files, in one sentence. @param {readonly Shown[]} shown */
export function filesSummary(shown) {
  const syncs = shown.flatMap(({ sync }) => sync ?? []);
  const ended = syncs.filter(isFinal);
  const waiting = syncs.filter(({ status }) => status === 'needs_input').length;
  const lost = shown.filter(({ sync, isActive }) => sync === null && !isActive).length;
  const refused = ended.filter(({ news }) => news.tone === 'nothing_written').length + lost;
  const done = ended.length + lost - refused;
  const underWay = shown.length - ended.length - lost - waiting;
  const states = [
    ...counted(done, '份处理完毕'),
    ...counted(underWay, '份正在处理'),
    ...counted(waiting, '份等您补充'),
    ...counted(refused, '份没有写入'),
  ];
  return `${shown.length}份名单：${[...states, ...totals(ended)].join('，')}。`;
}

/** Of what is written; a preview has written nothing. @param {readonly Sync[]} ended */
function totals(ended) {
  const written = ended.filter(({ kind, dryRun }) => kind === 'sync' && !dryRun);
  /** @param {'enrollmentsCreated' | 'learnersCreated' | 'rowsFailed'} name */
  const total = (name) => written.reduce((sum, { summary }) => sum + summary[name], 0);
  return [
    ...counted(total('enrollmentsCreated'), '条学习记录', '共新增'),
    ...counted(total('learnersCreated'), '位新学员'),
    ...counted(total('rowsFailed'), '行失败'),
  ];
}

/** @param {number} count @param {string} word @param {string} [lead] */
const counted = (count, word, lead = '') => (count === 0 ? [] : [`${lead}${groupedNumber(count)}${word}`]);
