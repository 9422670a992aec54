import { element } from '../lib/element.js';
import { RequestProblem } from '../lib/request-problem.js';
import { showText } from '../lib/show-text.js';
import { showTrouble } from '../lib/show-trouble.js';
import { listed } from '../lib/sync-api.js';
import { localTime, sourceWords } from '../lib/words.js';
import { addressOf } from './page-address.js';

/** @import { Sync } from '../lib/sync-api.js' */

/**
 * The folded list of recent syncs; read when it is unfolded, and again when something is finished.
 * @param {{ fold: HTMLDetailsElement, state: HTMLElement, list: HTMLElement }} elements
 * @param {{ read: () => Promise<Sync[]>, onChosen: (id: string) => void }} page `read`
 *   rejects with a RequestProblem
 * @returns {{ refresh: () => Promise<void> }}
 */
export function createRecentSyncs({ fold, state, list }, { read, onChosen }) {
  async function refresh() {
    if (!fold.open) return;
    try {
      const syncs = await read();
      list.replaceChildren(...waitingFirst(syncs).map((sync) => recentItem(sync, onChosen)));
      showText(state, aboutList(syncs.length));
    } catch (problem) {
      if (!(problem instanceof RequestProblem)) throw problem;
      showTrouble(state, problem.text, problem);
    }
  }
  fold.addEventListener('toggle', refresh);
  return { refresh };
}

/**
 * What waits for a person goes on only if somebody sees it.
 * @param {Sync[]} syncs the newest first
 */
function waitingFirst(syncs) {
  /** @param {Sync} sync */
  const isWaiting = ({ status }) => status === 'needs_input';
  return [...syncs.filter(isWaiting), ...syncs.filter((sync) => !isWaiting(sync))];
}

/** @param {number} count */
function aboutList(count) {
  if (count === 0) return '还没有同步过。';
  return count < listed ? '' : `只列出最近${count}次。`;
}

/** @param {Sync} sync @param {(id: string) => void} onChosen */
function recentItem(sync, onChosen) {
  const link = element('a');
  link.href = addressOf([sync.id]);
  const head = element('span', 'recent-head');
  head.append(
    element('span', 'number', `#${sync.number}`),
    element('span', 'recent-file', sync.fileName),
    statusWord(sync),
  );
  link.title = sync.fileName;
  const facts = factsOf(sync).map((fact) => fact.replace(/ /g, noBreak));
  link.append(head, element('span', 'quiet recent-facts', facts.join(`${noBreak}· `)));
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onChosen(sync.id);
  });
  const item = element('li');
  item.append(link);
  return item;
}

/** Keeps words of one fact together. */
const noBreak = '\u00a0';

/** @param {Sync} sync */
function statusWord({ status, statusText }) {
  const word = element('span', 'status', statusText);
  word.dataset.status = status;
  return word;
}

/** @param {Sync} sync @returns {string[]} */
function factsOf({ createdAt, askedBy, source, kind, dryRun, summary }) {
  return [
    localTime(createdAt),
    ...(askedBy ? [askedBy] : []),
    sourceWords[source],
    ...(kind === 'undo' ? ['撤销'] : []),
    ...(dryRun ? ['仅预览'] : []),
    ...(summary.rows === 0 ? [] : figuresOf(summary, dryRun)),
  ];
}

/** @param {Sync['summary']} summary @param {boolean} isPlanned */
function figuresOf({ learnersCreated, enrollmentsCreated, rowsFailed }, isPlanned) {
  const failed = rowsFailed === 0 ? [] : [`${isPlanned ? '不能写入' : '失败'} ${rowsFailed}`];
  return [`新学员 ${learnersCreated}`, `新增学习记录 ${enrollmentsCreated}`, ...failed];
}
