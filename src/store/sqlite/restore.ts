import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { copyInto, inspectFile } from './back-up.ts';
import type { Connection } from './connection.ts';
import type { DatabaseState } from './inspect-database.ts';
import { makeFolder } from './make-folder.ts';
import { putOnDisk } from './put-on-disk.ts';
import { toStoreError } from './store-errors.ts';
import { takeAlone } from './take-alone.ts';

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
    const alone = existsSync(path) ? takeAloneUnlessDamaged(path) : nobody;
    if (alone === null) return { kind: 'in_use' };
    try {
      return { kind: 'done', keptAs: await replace(path, backup, at), state };
    } finally {
      alone.close();
    }
  } catch (thrown) {
    throw toStoreError(thrown);
  }
}

const nobody = { close: () => undefined };

/** A damaged database cannot be asked; no service works on one. */
function takeAloneUnlessDamaged(path: string): Pick<Connection, 'close'> | null {
  try {
    return takeAlone(path)?.connection ?? null;
  } catch (thrown) {
    if (toStoreError(thrown).code === 'data_damaged') return nobody;
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
