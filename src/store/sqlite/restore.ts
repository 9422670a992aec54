import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { copyInto, inspectFile } from './back-up.ts';
import { Connection } from './connection.ts';
import type { DatabaseState } from './inspect-database.ts';
import { makeFolder } from './make-folder.ts';
import { putOnDisk } from './put-on-disk.ts';
import { isBusy } from './retry-busy.ts';
import { toStoreError } from './store-errors.ts';

export type RestoreOutcome =
  /** `keptAs`: where what was there before is now; null if nothing was. */
  | { kind: 'done'; keptAs: string | null; state: Extract<DatabaseState, { kind: 'sound' }> }
  | { kind: 'no_such_file' }
  | { kind: 'unsound'; state: Exclude<DatabaseState, { kind: 'sound' }> }
  /** A service or a command has the data folder open. */
  | { kind: 'in_use' };

/**
 * Puts a backup in the place of the database, while nobody has that open. What was there is kept beside it.
 * @param at names what is kept
 * @throws AppError of the store; the old database is in its place then, or beside it under `…before-restore…`
 */
export async function restore(dataDir: string, file: string, at: Date): Promise<RestoreOutcome> {
  const backup = resolve(file);
  if (!existsSync(backup)) return { kind: 'no_such_file' };
  try {
    const state = inspectFile(backup);
    if (state.kind !== 'sound') return { kind: 'unsound', state };
    makeFolder(resolve(dataDir));
    const path = resolve(join(dataDir, 'sync.sqlite'));
    const alone = existsSync(path) ? takeAlone(path) : null;
    if (alone?.kind === 'in_use') return alone;
    try {
      return { kind: 'done', keptAs: await replace(path, backup, at), state };
    } finally {
      alone?.release();
    }
  } catch (thrown) {
    throw toStoreError(thrown);
  }
}

/**
 * Leaving WAL mode takes that nobody else has the database open: https://www.sqlite.org/wal.html#activating_and_configuring_wal_mode
 * It also brings everything into one file. A damaged database cannot be asked; no service works on one.
 */
function takeAlone(path: string): { kind: 'alone'; release(): void } | { kind: 'in_use' } {
  const connection = new Connection(path);
  const alone = { kind: 'alone' as const, release: () => connection.close() };
  try {
    connection.exec('pragma journal_mode = delete');
    connection.exec('begin exclusive');
    return alone;
  } catch (thrown) {
    if (!isBusy(thrown) && toStoreError(thrown).code === 'data_damaged') return alone;
    connection.close();
    if (isBusy(thrown)) return { kind: 'in_use' };
    throw thrown;
  }
}

async function replace(path: string, backup: string, at: Date): Promise<string | null> {
  const incoming = `${path}.restoring`;
  rmSync(incoming, { force: true });
  closeSync(openSync(incoming, 'wx', 0o600));
  await copyInto(backup, incoming);
  const keptAs = existsSync(path)
    ? `${path}.before-restore-${at.toISOString().replaceAll(/[:.]/g, '-')}`
    : null;
  // Side files belong to their database; under another they would damage it.
  if (keptAs !== null)
    for (const side of ['', '-wal', '-shm', '-journal'])
      if (existsSync(path + side)) renameSync(path + side, keptAs + side);
  renameSync(incoming, path);
  putOnDisk(path);
  return keptAs;
}
