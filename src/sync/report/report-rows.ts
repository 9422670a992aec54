import { placeOfLine } from '../../roster/line-place.ts';
import type { RejectedRow, Roster, RosterRow } from '../../roster/roster.ts';
import type {
  NotEnrolledEntry,
  ReportedWarning,
  RowFailure,
  RowProblem,
  SyncWarning,
} from '../sync-report.ts';

/** Problems as people read them: where each row is found, and what it is recognized by. In the order of the file. */
export function toFailures(roster: Roster | null, problems: readonly RowProblem[]): RowFailure[] {
  const wanted = new Set(problems.map(({ line }) => line));
  const rows = new Map(
    roster?.rows.flatMap((row): [number, RosterRow][] => (wanted.has(row.line) ? [[row.line, row]] : [])),
  );
  return problems
    .toSorted((a, b) => a.line - b.line)
    .map((problem) => {
      const row = rows.get(problem.line);
      return {
        ...problem,
        ...placeIn(roster, problem.line),
        ...(problem.firstLine === undefined ? {} : placeOfFirst(roster, problem.line, problem.firstLine)),
        nickname: row === undefined ? '' : nicknameOf(row),
        ...(row?.kind === 'rejected' ? wrongIn(roster, row) : { value: null }),
      };
    });
}

/** The rows that are no enrollment, in the order of the file. */
export function notEnrolledRows(roster: Roster): NotEnrolledEntry[] {
  return roster.rows.flatMap((row) =>
    row.kind === 'not_enrolled'
      ? [
          {
            ...placeIn(roster, row.line),
            userId: row.userId,
            nickname: row.nickname,
            code: row.code,
            value: row.status,
          },
        ]
      : [],
  );
}

/** Remarks as people read them, those about the whole file first. */
export function toReportedWarnings(roster: Roster, warnings: readonly SyncWarning[]): ReportedWarning[] {
  return warnings.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)).map((warning) => placed(roster, warning));
}

function placed(roster: Roster, warning: SyncWarning): ReportedWarning {
  if (warning.line === null) return { ...warning, sheet: null };
  const place = placeIn(roster, warning.line);
  if (warning.code !== 'duplicate_row') return { ...warning, ...place };
  return { ...warning, ...place, ...placeOfFirst(roster, warning.line, warning.firstLine) };
}

/** Where the row stands that another one repeats; its sheet only if it is another. */
function placeOfFirst(roster: Roster | null, line: number, firstLine: number) {
  const first = placeIn(roster, firstLine);
  const isElsewhere = first.sheet !== placeIn(roster, line).sheet;
  return { firstLine: first.line, firstSheet: isElsewhere ? first.sheet : null };
}

function placeIn(roster: Roster | null, line: number) {
  return placeOfLine(line, roster?.file.sheets ?? []);
}

function nicknameOf(row: RosterRow): string {
  return row.kind === 'valid' ? row.learner.nickname : row.nickname;
}

function wrongIn(
  roster: Roster | null,
  { value, lastLine, lacks }: RejectedRow,
): Pick<RowFailure, 'value' | 'lastLine' | 'lacks'> {
  return {
    value,
    ...(lastLine === undefined ? {} : { lastLine: placeIn(roster, lastLine).line }),
    ...(lacks === undefined ? {} : { lacks }),
  };
}
