/** The page's own fixed words; everything about the state of a sync is worded by the server. */
export const sourceWords = { web: '网页', bot: '飞书', cli: '命令行' };

/** The figures of a result, in the order in which they are shown. `planned`: of a preview; `always`: even if there are none. */
export const figures = /** @type {const} */ ([
  { name: 'learnersCreated', word: '新学员', planned: '新学员', always: true },
  { name: 'enrollmentsCreated', word: '新增学习记录', planned: '要新增的记录', always: true },
  { name: 'rowsFailed', word: '失败', planned: '不能写入', always: true },
  { name: 'learnersUpdated', word: '更新学员', planned: '要更新的学员', always: false },
  { name: 'learnersUnchanged', word: '学员未变', planned: '学员不变', always: false },
  { name: 'enrollmentsSkipped', word: '已有或重复', planned: '已有或重复', always: false },
  { name: 'enrollmentsLinked', word: '补上关联', planned: '要补上关联', always: false },
  { name: 'enrollmentsUpdated', word: '更新学习记录', planned: '要更新的学习记录', always: false },
  { name: 'rowsNotEnrolled', word: '已退款或未付款', planned: '已退款或未付款', always: false },
]);

/** @typedef {(typeof figures)[number]} Figure */

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
