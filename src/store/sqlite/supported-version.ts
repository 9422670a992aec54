import { AppError } from '../../errors.ts';
import { Connection } from './connection.ts';

/**
 * Before it, SQLite could lose committed transactions where several connections write and checkpoint one log, as here:
 * https://www.sqlite.org/wal.html#the_wal_reset_bug
 */
const firstSafe = [3, 51, 3] as const;

/**
 * @param version as `sqlite_version()` says it
 * @throws AppError `sqlite_outdated` if that version can lose what it has committed
 */
export function refuseOutdated(version: string): void {
  const parts = version.split('.').map(Number);
  const differing = firstSafe.findIndex((part, index) => part !== parts[index]);
  if (differing === -1) return;
  if ((parts[differing] ?? 0) > (firstSafe[differing] ?? 0)) return;
  throw new AppError('sqlite_outdated', { details: { version } });
}

/** The version that this process has loaded. */
export function sqliteVersion(): string {
  const connection = new Connection(':memory:');
  const [row] = connection.prepare('select sqlite_version() as version').all([]) as { version: string }[];
  connection.close();
  return row?.version ?? '';
}
