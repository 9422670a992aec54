import { possibleIdColumns } from '../../roster/id-column/possible-id-columns.ts';
import { soleIdColumn, valuesToCompare } from '../../roster/id-column/sole-id-column.ts';
import {
  nothingFilled,
  type ReadRosterOptions,
  type Roster,
  type RosterReading,
} from '../../roster/roster.ts';
import type { AskedIdColumn, SyncRecord } from '../sync-record.ts';
import { todayIn } from '../today-in.ts';
import { aliasesOf, type UploadColumns } from '../upload-rules.ts';
import type { SyncDeps } from './run.ts';

/** What a file turns out to be by the rules of its upload. */
export type UploadReading =
  | Exclude<RosterReading, { kind: 'read' }>
  /** `columns`: those by which it was read. */
  | { kind: 'read'; roster: Roster; columns: UploadColumns }
  /** Nobody has said yet whether this column is the 用户ID; `reading`: what the file is if it is. */
  | {
      kind: 'asks_id_column';
      idColumn: AskedIdColumn;
      reading: Exclude<RosterReading, { kind: 'refused' }>;
    };

interface Upload {
  sync: SyncRecord;
  bytes: Uint8Array;
  columns: UploadColumns;
  /** Which of these 用户IDs Base has. */
  usersInBase: (userIds: ReadonlySet<string>) => Promise<ReadonlySet<string>>;
  /** As for `readRoster`. */
  onHeader: () => void;
}

/**
 * Reads the file of an upload. Where no title means the 用户ID, the column counts of which a person has said so, of this file or
 * of another with the same titles.
 */
export async function readUpload(deps: SyncDeps, upload: Upload): Promise<UploadReading> {
  const { idColumn: said } = upload.sync.input;
  const idColumn = upload.columns.idColumn ?? (said?.isId ? said.title : undefined);
  const reading = await read(deps, upload, idColumn);
  return said === undefined && lacksId(reading) ? readWithoutId(deps, upload, reading) : reading;
}

type AsItStands = Exclude<UploadReading, { kind: 'asks_id_column' }>;

/** A column without any value is as good as none. */
function lacksId(reading: AsItStands): boolean {
  switch (reading.kind) {
    case 'asks':
      return false;
    case 'refused':
      return reading.refusal.code === 'columns_missing' && reading.refusal.missing.includes('用户ID');
    case 'read':
      return reading.roster.rows.every((row) => row.kind === 'rejected' && row.userId === null);
  }
}

async function readWithoutId(deps: SyncDeps, upload: Upload, asItStands: AsItStands): Promise<UploadReading> {
  const file = await possibleIdColumns(upload.bytes, wantedBy(upload.columns));
  if (file === null) return asItStands;
  const { titleRow } = file;
  const saidBefore = await deps.syncs.idColumnOf(deps.target, titleRow);
  if (saidBefore !== null) return read(deps, upload, saidBefore);
  const compared = valuesToCompare(file.columns);
  const inBase = compared.size === 0 ? compared : await upload.usersInBase(compared);
  const title = soleIdColumn(file.columns, inBase);
  if (title === null) return asItStands;
  const reading = await read(deps, upload, title);
  return reading.kind === 'refused'
    ? reading
    : { kind: 'asks_id_column', idColumn: { title, titleRow }, reading };
}

async function read(
  { readRoster, clock }: SyncDeps,
  { sync, bytes, columns: ofUpload, onHeader }: Upload,
  idColumn: string | undefined,
): Promise<AsItStands> {
  const columns = idColumn === undefined ? ofUpload : { ...ofUpload, idColumn };
  const reading = await readRoster(bytes, {
    ...wantedBy(columns),
    today: todayIn('Asia/Shanghai', clock.now()),
    sheets: sync.input.sheets ?? null,
    fill: sync.input.fill ?? nothingFilled,
    onHeader,
  });
  if (reading.kind !== 'read') return reading;
  const roster = idColumn === undefined ? reading.roster : withRemark(reading.roster, idColumn);
  return { kind: 'read', roster, columns };
}

/** Whoever reads the result learns what it rests on. */
function withRemark(roster: Roster, title: string): Roster {
  return { ...roster, warnings: [{ line: null, code: 'id_column_answered', title }, ...roster.warnings] };
}

function wantedBy(
  columns: UploadColumns,
): Pick<ReadRosterOptions, 'extraAliases' | 'learnerFields' | 'enrollmentFields'> {
  return {
    extraAliases: aliasesOf(columns),
    learnerFields: columns.learnerFields.map(({ name }) => name),
    enrollmentFields: columns.enrollmentFields.map(({ name }) => name),
  };
}
