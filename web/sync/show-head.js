import { element } from '../lib/element.js';
import { factLine } from '../lib/fact-line.js';
import { isFinal } from '../lib/follow-sync.js';
import { showText } from '../lib/show-text.js';
import { localTime, sourceWords } from '../lib/words.js';

/** @import { Sync } from '../lib/sync-api.js' */
/** @import { PageParts } from './parts.js' */

/** What there is to know at one glance, and what the server says about it. @param {PageParts} parts @param {Sync} sync */
export function showHead(parts, sync) {
  const { card, notice, dryRun, status, title, facts, lines, split, trouble } = parts;
  card.dataset.status = sync.isUndone ? 'canceled' : sync.status;
  showText(notice, sync.notice ?? '');
  dryRun.hidden = !sync.dryRun;
  status.textContent = sync.statusText;
  showText(title, sync.news.title);
  document.title = `${sync.news.title} · #${sync.number}`;
  facts.replaceChildren(factLine(factsOf(sync)));
  lines.replaceChildren(...linesOf(sync));
  showText(split, sync.news.split ?? '');
  showText(trouble, '');
  showProgress(parts, sync);
}

/** @param {Sync} sync */
function factsOf({ fileName, about, askedBy, source, createdAt }) {
  return [
    fileName,
    about.courses,
    about.days,
    askedBy ?? '',
    sourceWords[source],
    localTime(createdAt),
  ].filter((fact) => fact !== '');
}

/** The error is among the sentences, or follows, and stands out. @param {Sync} sync */
function linesOf({ sentences, error }) {
  const unsaid =
    error === null ? [] : [error.message, error.hint].filter((text) => !sentences.includes(text));
  return [...sentences, ...unsaid]
    .filter((text) => text !== '')
    .map((text) => element('p', kindOf(text, error), text));
}

/** @param {string} text @param {Sync['error']} error */
function kindOf(text, error) {
  if (text === error?.hint) return 'hint';
  return text === error?.message ? 'problem' : '';
}

/** @param {PageParts} parts @param {Sync} sync */
function showProgress({ progress }, sync) {
  const { done, total } = sync.progress;
  progress.hidden = isFinal(sync) || sync.needs !== null;
  if (sync.status === 'running' && done === 0) progress.removeAttribute('value');
  else progress.value = done > 0 ? done / total : 0;
}
