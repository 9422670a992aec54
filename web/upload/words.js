/** The page's own fixed words; everything about the state of a sync is worded by the server. */
export const sourceWords = { web: '网页', bot: '飞书', cli: '命令行' };

/** The figures of a result, in the order in which they are shown. `always`: even if there are none. */
export const figures = /** @type {const} */ ([
  { name: 'learnersCreated', word: '新学员', always: true },
  { name: 'enrollmentsCreated', word: '新增学习记录', always: true },
  { name: 'rowsFailed', word: '失败', always: true },
  { name: 'learnersUpdated', word: '更新学员', always: false },
  { name: 'learnersUnchanged', word: '学员未变', always: false },
  { name: 'enrollmentsSkipped', word: '已有或重复', always: false },
  { name: 'enrollmentsLinked', word: '补上关联', always: false },
  { name: 'enrollmentsUpdated', word: '更新学习记录', always: false },
  { name: 'rowsNotEnrolled', word: '已退款或未付款', always: false },
]);

/** @typedef {(typeof figures)[number]} Figure */

const shortTime = new Intl.DateTimeFormat('zh-CN', {
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** @param {string} iso instant @returns {string} in the reader's own time zone, such as 11/24 09:05 */
export const localTime = (iso) => shortTime.format(new Date(iso));
