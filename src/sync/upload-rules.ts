import type { ReadRosterOptions } from '../roster/roster.ts';
import type { SyncSettings } from './settings.ts';

/**
 * What an upload goes by as long as it exists, resumed or rerun: the settings of the moment at which each part was
 * settled, whatever they are by now. Otherwise a file could be written half by one rule and half by another.
 */
export interface UploadRules {
  policies: UploadPolicies;
  columns: UploadColumns;
}

/** Settled when the file comes in. */
export type UploadPolicies = Pick<SyncSettings, 'policy' | 'learnerUpdates'>;

/**
 * Settled when its header is read whole for the first time, so that a file that is refused for its titles can be
 * rerun with `ROSTER_COLUMNS`.
 */
export type UploadColumns = Pick<SyncSettings, 'learnerFields' | 'enrollmentFields'> &
  Pick<ReadRosterOptions, 'extraAliases'> & {
    /** The title that is the 用户ID because a person has said so; absent where the file says it by itself. */
    idColumn?: string;
  };

/** What is settled so far; of uploads that came in before rules were kept, nothing is. */
export type SettledRules = { [Part in keyof UploadRules]: UploadRules[Part] | null };

/** The rules for a run: what is settled, and today's settings for the rest. */
export function rulesInForce(settled: SettledRules, today: UploadRules): UploadRules {
  return { policies: settled.policies ?? today.policies, columns: settled.columns ?? today.columns };
}

/** What further titles of the file mean: by the settings, and by what a person has said. */
export function aliasesOf({
  extraAliases,
  idColumn,
}: Pick<UploadColumns, 'extraAliases' | 'idColumn'>): ReadRosterOptions['extraAliases'] {
  if (idColumn === undefined) return extraAliases;
  return { ...extraAliases, 用户ID: [...(extraAliases.用户ID ?? []), idColumn] };
}
