import type { Roster, RosterRow, ValidRow } from '../../roster/roster.ts';
import type { AskedReason } from '../asked-reason.ts';
import { examplesOf } from './examples.ts';
import { thresholds } from './thresholds.ts';

const { share } = thresholds.columnsSwapped;

/** Most rows have a phone for a name and something else for a phone, or stand under the title beside their own. */
export function doubtColumns({
  rows,
  shiftedRows,
}: Pick<Roster, 'rows' | 'shiftedRows'>): AskedReason | null {
  const swapped = rows.filter(isSwapped);
  const concerned = Math.max(swapped.length, shiftedRows);
  if (concerned <= rows.length * share) return null;
  return {
    code: 'columns_swapped',
    figures: { rows: rows.length, swapped: concerned },
    examples: examplesOf(
      swapped.length > 0 ? swapped : rows.filter(isValid),
      ({ learner }) => learner.nickname,
    ),
  };
}

function isValid(row: RosterRow): row is ValidRow {
  return row.kind === 'valid';
}

const phone = /^\+?\d{8,15}$/;

/** What stood under 手机号 was no phone, masked or not; so it was left out with this warning. */
function isSwapped(row: RosterRow): row is ValidRow {
  return (
    isValid(row) &&
    phone.test(row.learner.nickname) &&
    row.warnings.some(({ code }) => code === 'phone_invalid')
  );
}
