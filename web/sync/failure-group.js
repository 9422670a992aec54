import { element } from '../lib/element.js';
import { groupedNumber } from '../lib/grouped-number.js';
import { tableFrame } from '../lib/table-frame.js';

/** @import { Sync } from '../lib/sync-api.js' */

/** From so many rows on, a group is folded. */
const foldFrom = 30;

/**
 * The rows that failed for one reason: whose they are, what is wrong in red, and what to do.
 * @param {Pick<Sync['failureGroups'][number], 'reason' | 'hint' | 'count'>} group
 * @param {Sync['failures']} rows those of them that are shown
 */
export function failureGroup({ reason, hint, count }, rows) {
  const group = element('details', 'fold failure-group');
  group.open = rows.length < foldFrom;
  const title = element('summary');
  title.append(element('h3', '', reason), element('span', 'count', `${groupedNumber(count)}行`));
  group.append(title, element('p', 'next-step', hint));
  group.append(...(rows.length === 0 ? [] : [failureTable(reason, rows)]));
  return group;
}

/**
 * What stands in the rows where something does, and what is special about them, such as the line that one repeats.
 * @param {string} reason of the group @param {Sync['failures']} rows
 */
function failureTable(reason, rows) {
  const withValue = rows.some(({ value }) => value !== null);
  const withReason = rows.some((row) => row.reason !== reason);
  const titles = ['行号', '学员', ...(withValue ? ['这一行写着'] : []), ...(withReason ? ['原因'] : [])];
  const { frame, body } = tableFrame(reason, titles);
  body.append(...rows.map((row) => failureRow(row, { withValue, withReason })));
  return frame;
}

/** @param {Sync['failures'][number]} failure @param {{ withValue: boolean, withReason: boolean }} columns */
function failureRow({ line, sheet, userId, nickname, value, reason }, { withValue, withReason }) {
  const row = element('tr');
  const place = sheet === null ? String(line) : `${sheet}!${line}`;
  const who = [nickname, userId].filter(Boolean).join(' · ') || '—';
  row.append(element('td', '', place), element('td', '', who));
  if (withValue) row.append(valueCell(value));
  if (withReason) row.append(element('td', '', reason));
  return row;
}

/** @param {string | null} value */
function valueCell(value) {
  const cell = element('td');
  cell.append(value === null ? element('span', 'quiet', '（空）') : element('strong', 'wrong', value));
  return cell;
}
