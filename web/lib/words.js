/** @import { Sync } from './sync-api.js' */

/** The page's own fixed words; everything about the state of a sync is worded by the server. */
export const sourceWords = { web: '网页', bot: '飞书', cli: '命令行' };

/** Whether 仅预览 stands beside the state of a sync, which may say so itself. @param {Sync} sync */
export const lacksPreviewWord = ({ dryRun, statusText }) => dryRun && !statusText.includes('预览');

/** What becomes of a row, in the order in which it is counted. */
export const kinds = /** @type {const} */ ([
  { name: 'create_enrollment', word: '新增记录' },
  { name: 'create_learner', word: '新学员' },
  { name: 'update_learner', word: '更新资料' },
  { name: 'update_enrollment', word: '更新记录' },
  { name: 'link', word: '补关联' },
  { name: 'failed', word: '不能写入' },
  { name: 'not_enrolled', word: '退款或未付款' },
  { name: 'repeat', word: '重复' },
  { name: 'skip', word: '已有' },
]);

/** @typedef {(typeof kinds)[number]['name']} Kind */

const shortTime = new Intl.DateTimeFormat('zh-CN', {
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** @param {string} iso instant @returns {string} in the reader's own time zone, such as 11/24 09:05 */
export const localTime = (iso) => shortTime.format(new Date(iso));
