import { element, showText } from './elements.js';
import { addressOf } from './page-address.js';
import { showTrouble } from './show-trouble.js';
import { listed } from './upload-api.js';
import { localTime, sourceWords } from './words.js';

/**
 * The folded list of recent syncs; read when it is unfolded, and again when something is finished.
 * @param {{ fold: HTMLDetailsElement, state: HTMLElement, list: HTMLElement }} elements
 * @param {{ read: () => Promise<import('./upload-api.js').Sync[]>, onChosen: (id: string) => void }} page `read`
 *   rejects with a RequestProblem
 * @returns {{ refresh: () => Promise<void> }}
 */
export function createRecentSyncs({ fold, state, list }, { read, onChosen }) {
  async function refresh() {
    if (!fold.open) return;
    try {
      const syncs = await read();
      list.replaceChildren(...syncs.map((sync) => recentItem(sync, onChosen)));
      showText(state, aboutList(syncs.length));
    } catch (problem) {
      showTrouble(state, problem.text, problem);
    }
  }
  fold.addEventListener('toggle', refresh);
  return { refresh };
}

function aboutList(count) {
  if (count === 0) return '还没有同步过。';
  return count < listed ? '' : `只列出最近${count}次。`;
}

function recentItem(sync, onChosen) {
  const link = document.createElement('a');
  link.href = addressOf([sync.id]);
  const head = element('span', '', 'recent-head');
  head.append(
    element('span', `#${sync.number}`, 'number'),
    element('span', sync.fileName, 'recent-file'),
    statusWord(sync),
  );
  link.title = sync.fileName;
  const facts = factsOf(sync).map((fact) => fact.replace(/ /g, noBreak));
  link.append(head, element('span', facts.join(`${noBreak}· `), 'quiet recent-facts'));
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onChosen(sync.id);
  });
  const item = document.createElement('li');
  item.append(link);
  return item;
}

/** Keeps words of one fact together. */
const noBreak = '\u00a0';

function statusWord({ status, statusText }) {
  const word = element('span', statusText, 'status');
  word.dataset.status = status;
  return word;
}

function factsOf({ createdAt, askedBy, source, dryRun, summary }) {
  return [
    localTime(createdAt),
    ...(askedBy ? [askedBy] : []),
    sourceWords[source],
    ...(dryRun ? ['仅预览'] : []),
    ...(summary.rows === 0 ? [] : figuresOf(summary)),
  ];
}

function figuresOf({ learnersCreated, enrollmentsCreated, rowsFailed }) {
  const failed = rowsFailed === 0 ? [] : [`失败 ${rowsFailed}`];
  return [`新学员 ${learnersCreated}`, `新增学习记录 ${enrollmentsCreated}`, ...failed];
}
