import { readRoster } from '../../src/roster/read/read-roster.ts';
import {
  type FileRefusal,
  nothingFilled,
  type ReadRosterOptions,
  type Roster,
  type RosterReading,
  type ValidRow,
} from '../../src/roster/roster.ts';

export const today = '2026-11-24';

const plainOptions: ReadRosterOptions = {
  today,
  extraAliases: {},
  learnerFields: [],
  enrollmentFields: [],
  sheets: null,
  fill: nothingFilled,
};

export function read(
  content: string | Uint8Array,
  options: Partial<ReadRosterOptions> = {},
): Promise<RosterReading> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return readRoster(bytes, { ...plainOptions, ...options });
}

/** For contents that must be readable. */
export async function readAsRoster(
  content: string | Uint8Array,
  options: Partial<ReadRosterOptions> = {},
): Promise<Roster> {
  const reading = await read(content, options);
  if (reading.kind !== 'read') throw new Error(`not read: ${JSON.stringify(reading)}`);
  return reading.roster;
}

/** For contents that must be refused. */
export async function readAsRefusal(content: string | Uint8Array): Promise<FileRefusal> {
  const reading = await read(content);
  if (reading.kind !== 'refused') throw new Error('not refused');
  return reading.refusal;
}

export function validRows(roster: Roster): ValidRow[] {
  return roster.rows.filter((row) => row.kind === 'valid');
}

/** The 用户IDs of everybody whom a roster would create or change. */
export function learnersOf(roster: Roster): string[] {
  return validRows(roster).map(({ learner }) => learner.userId);
}
