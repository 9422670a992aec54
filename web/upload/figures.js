import { element } from '../lib/element.js';
import { groupedNumber } from '../lib/grouped-number.js';

/** @import { Sync } from '../lib/sync-api.js' */

/** `planned`: of a preview. */
const groups = /** @type {const} */ ([
  {
    title: '学员',
    figures: [
      { name: 'learnersCreated', word: '新增', planned: '将新增' },
      { name: 'learnersUpdated', word: '更新', planned: '将更新' },
      { name: 'learnersUnchanged', word: '未变', planned: '不变' },
    ],
  },
  {
    title: '学习记录',
    figures: [
      { name: 'enrollmentsCreated', word: '新增', planned: '将新增' },
      { name: 'enrollmentsUpdated', word: '更新', planned: '将更新' },
      { name: 'enrollmentsLinked', word: '补上关联', planned: '将补上关联' },
      { name: 'enrollmentsSkipped', word: '已有或重复', planned: '已有或重复' },
    ],
  },
  {
    title: '没有写入的行',
    figures: [
      { name: 'rowsFailed', word: '失败', planned: '不能写入' },
      { name: 'rowsNotEnrolled', word: '已退款或未付款', planned: '已退款或未付款' },
    ],
  },
]);

/**
 * What a sync has done to learners and to enrollments, each apart; a figure of nothing is left out.
 * @param {HTMLElement} target @param {Sync} sync that has ended
 */
export function showFigures(target, { summary, dryRun }) {
  const drawn = groups.flatMap(({ title, figures }) => {
    const shown = figures.filter(({ name }) => summary[name] > 0);
    return shown.length === 0 ? [] : groupOf(title, shown, summary, dryRun);
  });
  target.replaceChildren(...drawn);
  target.hidden = drawn.length === 0;
}

/**
 * @param {string} title
 * @param {readonly (typeof groups)[number]['figures'][number][]} figures
 * @param {Sync['summary']} summary @param {boolean} isPlanned
 */
function groupOf(title, figures, summary, isPlanned) {
  const group = element('section');
  const list = element('dl');
  for (const { name, word, planned } of figures) {
    const figure = element('div');
    figure.append(
      element('dt', '', isPlanned ? planned : word),
      element('dd', '', groupedNumber(summary[name])),
    );
    figure.dataset.figure = name;
    list.append(figure);
  }
  group.append(element('h3', '', title), list);
  return group;
}
