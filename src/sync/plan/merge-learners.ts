import { isDamagedCopy } from '../../roster/damaged-copy.ts';
import { isNothing } from '../../roster/nothing-words.ts';
import type { LearnerValues } from '../../roster/roster.ts';
import type { SyncWarning } from '../sync-report.ts';
import type { CompleteRow } from './complete-rows.ts';
import { isSameValue } from './same-value.ts';

/** What a file says about one learner, all rows taken together. */
export interface FileLearner {
  userId: string;
  /** The first row of the learner. */
  line: number;
  /** `nickname`, `phone` and extras by name; only what the file says something about. */
  fields: Readonly<Record<string, string>>;
}

/** The learners of a file in the order of their first rows, and what their rows disagree about. */
export function mergeLearners(rows: readonly CompleteRow[]): {
  learners: FileLearner[];
  warnings: SyncWarning[];
} {
  const rowsByLearner = new Map<string, CompleteRow[]>();
  for (const row of rows) {
    const sameLearner = rowsByLearner.get(row.learner.userId);
    if (sameLearner) sameLearner.push(row);
    else rowsByLearner.set(row.learner.userId, [row]);
  }
  const merged = [...rowsByLearner].map(([userId, learnerRows]) => mergeRows(userId, learnerRows));
  return {
    learners: merged.map(({ learner }) => learner),
    warnings: merged.flatMap(({ warning }) => warning ?? []),
  };
}

interface Merged {
  learner: FileLearner;
  /** What the rows disagree about. */
  warning: SyncWarning | null;
}

/** The row with the latest day wins, then the later row; an empty value never wins. */
function mergeRows(userId: string, rows: readonly CompleteRow[]): Merged {
  const [first] = rows;
  // Most learners have one row, and rosters have tens of thousands of them.
  if (first !== undefined && rows.length === 1)
    return { learner: { userId, line: first.line, fields: saidBy(first.learner) }, warning: null };
  const inOrder = [...rows].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.line - b.line));
  const fields: Record<string, string> = {};
  const differing = new Set<string>();
  let changedBy = 0;
  for (const row of inOrder) {
    for (const [field, value] of Object.entries(saidBy(row.learner))) {
      const before = fields[field];
      if (before !== undefined && isLesser(field, value, before)) continue;
      if (before !== undefined && !isSameValue(field, value, before)) {
        differing.add(field);
        changedBy = row.line;
      }
      fields[field] = value;
    }
  }
  const learner: FileLearner = { userId, line: Math.min(...rows.map((row) => row.line)), fields };
  const warning: SyncWarning | null =
    differing.size === 0
      ? null
      : { line: changedBy, code: 'learner_rows_differ', userId, fields: [...differing] };
  return { learner, warning };
}

/** What never replaces a value: a copy with lost characters, and a word for "nothing" where a name stands. */
function isLesser(field: string, value: string, before: string): boolean {
  return isDamagedCopy(value, before) || (field === 'nickname' && isNothing(value));
}

function saidBy({ nickname, phone, extras }: LearnerValues): Record<string, string> {
  const said: Record<string, string> = {};
  for (const [field, value] of Object.entries({ nickname, phone, ...extras }))
    if (value !== '') said[field] = value;
  return said;
}
