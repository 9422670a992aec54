import { element } from './element.js';
import { factLine } from './fact-line.js';
import { lacksPreviewWord, localTime, sourceWords } from './words.js';

/** @import { Sync } from './sync-api.js' */

/**
 * A sync as an item of a list that leads to it: what came of it, of which file, when and by whom.
 * @param {Sync} sync @param {string} address where it leads to
 */
export function syncItem(sync, address) {
  const link = element('a');
  link.href = address;
  link.title = sync.fileName;
  const head = element('span', 'sync-item-head');
  head.append(
    element('span', 'number', `#${sync.number}`),
    element('span', 'sync-item-file', sync.fileName),
    ...(lacksPreviewWord(sync) ? [element('span', 'tag', '仅预览')] : []),
    statusWord(sync),
  );
  link.append(head, factLine(factsOf(sync)));
  const item = element('li');
  item.append(link);
  return { item, link };
}

/** @param {Sync} sync */
function statusWord({ status, statusText, isUndone }) {
  const word = element('span', 'status', statusText);
  word.dataset.status = isUndone ? 'canceled' : status;
  return word;
}

/** @param {Sync} sync @returns {string[]} */
function factsOf({ createdAt, askedBy, source, kind, about, dryRun, summary }) {
  return [
    localTime(createdAt),
    ...(askedBy ? [askedBy] : []),
    sourceWords[source],
    ...(kind === 'undo' ? ['撤销'] : []),
    ...[about.courses, about.days].filter((text) => text !== ''),
    ...(summary.rows === 0 ? [] : figuresOf(summary, dryRun)),
  ];
}

/** @param {Sync['summary']} summary @param {boolean} isPlanned */
function figuresOf({ learnersCreated, learnersUpdated, enrollmentsCreated, rowsFailed }, isPlanned) {
  return [
    `新学员 ${learnersCreated}`,
    `新增学习记录 ${enrollmentsCreated}`,
    ...(learnersUpdated === 0 ? [] : [`更新学员 ${learnersUpdated}`]),
    ...(rowsFailed === 0 ? [] : [`${isPlanned ? '不能写入' : '失败'} ${rowsFailed}`]),
  ];
}
