import { element } from '../lib/element.js';
import { groupedNumber } from '../lib/grouped-number.js';
import { tableFrame } from '../lib/table-frame.js';
import { fillForm } from './fill-form.js';

/** @import { Sync } from '../lib/sync-api.js' */

/** From so many rows on, a group is folded. */
const foldFrom = 30;

/**
 * The rows that failed for one reason: whose they are, what is wrong in red, and what to do.
 * @param {Sync} sync
 * @param {Pick<Sync['failureGroups'][number], 'reason' | 'hint' | 'count'> & { code?: Sync['failureGroups'][number]['code'] }} group
 * @param {Sync['failures']} rows those of them that are shown
 */
export function failureGroup(sync, { code, reason, hint, count }, rows) {
  const group = element('details', 'fold failure-group');
  group.open = rows.length < foldFrom;
  const title = element('summary');
  title.append(element('h3', '', reason), element('span', 'count', `${groupedNumber(count)}行`));
  group.append(title, element('p', 'next-step', hint));
  const missing = missingOf(code);
  if (missing !== null && sync.undoneBy === null) group.append(fillForm(sync, missing, count));
  // What is special about a row, such as the line that it repeats, or which reason it had before.
  const isSpecial = rows.some((row) => row.reason !== reason);
  const { frame, body } = tableFrame(reason, ['行号', '学员', '这一行写着', ...(isSpecial ? ['原因'] : [])]);
  body.append(...rows.map((row) => failureRow(row, isSpecial)));
  if (rows.length > 0) group.append(frame);
  return group;
}

/** What such a row lacks that can be said for all of them at once. @param {string | undefined} code */
function missingOf(code) {
  if (code === 'missing_course') return 'course';
  return code === 'missing_date' ? 'date' : null;
}

/** @param {Sync['failures'][number]} failure @param {boolean} withReason */
function failureRow({ line, sheet, userId, nickname, value, reason }, withReason) {
  const row = element('tr');
  const what = element('td');
  what.append(value === null ? element('span', 'quiet', '（空）') : element('strong', 'wrong', value));
  row.append(
    element('td', '', sheet === null ? String(line) : `${sheet}!${line}`),
    element('td', '', [nickname, userId].filter(Boolean).join(' · ') || '—'),
    what,
    ...(withReason ? [element('td', '', reason)] : []),
  );
  return row;
}
