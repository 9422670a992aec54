import { element } from '../lib/element.js';
import { factLine } from '../lib/fact-line.js';
import { isFinal } from '../lib/follow-sync.js';
import { linesOf } from '../lib/result-text.js';
import { showRowBar } from '../lib/row-bar.js';
import { showText } from '../lib/show-text.js';
import { lacksPreviewWord, localTime, sourceWords } from '../lib/words.js';

/** @import { Sync } from '../lib/sync-api.js' */
/** @import { PageParts } from './parts.js' */

/** What there is to know at one glance, and what the server says about it. @param {PageParts} parts @param {Sync} sync */
export function showHead(parts, sync) {
  const { card, notice, dryRun, status, title, facts, lines, rowBar, trouble } = parts;
  card.dataset.status = sync.isUndone ? 'canceled' : sync.status;
  showText(notice, sync.notice ?? '');
  // Once is enough.
  dryRun.hidden = !lacksPreviewWord(sync);
  status.textContent = sync.statusText;
  showText(title, sync.news.title);
  document.title = `${sync.news.title} · #${sync.number}`;
  facts.replaceChildren(factLine(factsOf(sync)));
  lines.replaceChildren(...linesOf(sync).map(({ text, kind }) => element('p', kind, text)));
  showRowBar(rowBar, sync.news);
  showText(trouble, '');
  showProgress(parts, sync);
}

/** @param {Sync} sync */
const factsOf = ({ fileName, about, askedBy, source, createdAt }) =>
  [fileName, about.courses, about.days, askedBy ?? '', sourceWords[source], localTime(createdAt)].filter(
    (fact) => fact !== '',
  );

/** @param {PageParts} parts @param {Sync} sync */
function showProgress({ progress }, sync) {
  const { done, total } = sync.progress;
  progress.hidden = isFinal(sync) || sync.needs !== null;
  if (sync.status === 'running' && done === 0) progress.removeAttribute('value');
  else progress.value = done > 0 ? done / total : 0;
}
