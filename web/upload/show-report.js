import { element } from './elements.js';
import { showFailures } from './failure-table.js';
import { isFinal } from './follow-sync.js';
import { figures } from './words.js';

/** Figures, failed rows and warnings, each only where there is something. */
export function showReport(card, sync) {
  showFigures(card, sync);
  showFailures(card, sync);
  showWarnings(card, sync);
}

function showFigures({ parts }, sync) {
  const { summary } = sync;
  parts.figures.hidden = !isFinal(sync) || summary.rows === 0;
  const shown = figures.filter(({ name, always }) => always || summary[name] > 0);
  parts.figures.replaceChildren(...shown.map((kind) => figure(kind, summary[kind.name])));
}

function figure({ name, word, always = false }, count) {
  const drawn = document.createElement('div');
  drawn.append(element('dt', word), element('dd', String(count)));
  drawn.dataset.figure = name;
  drawn.classList.toggle('besides', !always);
  drawn.classList.toggle('zero', count === 0);
  return drawn;
}

function showWarnings({ parts }, { warnings, summary }) {
  parts.warnings.hidden = warnings.length === 0;
  const total = Math.max(summary.warnings, warnings.length);
  const shown = total > warnings.length ? `，显示前${warnings.length}条` : '';
  parts.warningsTitle.textContent = `提醒（${total}条${shown}）`;
  parts.warningRows.replaceChildren(...warnings.map(warningItem));
}

function warningItem({ line, sheet, userId, reason }) {
  const item = document.createElement('li');
  const where = line === null ? '整个文件' : [placeOf(line, sheet), userId].filter(Boolean).join(' · ');
  item.append(element('span', where, 'where'), ' ', element('span', reason));
  return item;
}

function placeOf(line, sheet) {
  return sheet === null ? `第${line}行` : `${sheet}!${line}`;
}
