import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Connection } from './connection.ts';
import { type DatabaseState, inspectDatabase } from './inspect-database.ts';
import { putOnDisk } from './put-on-disk.ts';
import { retryBusy } from './retry-busy.ts';
import { toStoreError } from './store-errors.ts';

export type BackUpOutcome =
  | { kind: 'done'; bytes: number; state: Extract<DatabaseState, { kind: 'sound' }> }
  /** There is no database in the data folder. */
  | { kind: 'nothing_there' }
  /** Something has the name already, which is left as it is. */
  | { kind: 'exists' }
  /** The file cannot be made there. */
  | { kind: 'not_writable' }
  /** The copy is not in order, so the original is not; the copy is deleted. */
  | { kind: 'unsound'; state: Exclude<DatabaseState, { kind: 'sound' }> };

/**
 * Writes a copy of the database as it is at one moment, whoever is working on it, and checks the copy. What was deleted
 * is not in it: https://www.sqlite.org/lang_vacuum.html#vacuuminto
 * @param file where to; a new file, which only its owner can read
 * @throws AppError `disk_full` and others of the store; then no file is left behind
 */
export async function backUp(dataDir: string, file: string): Promise<BackUpOutcome> {
  const source = resolve(join(dataDir, 'sync.sqlite'));
  const path = resolve(file);
  if (!existsSync(source)) return { kind: 'nothing_there' };
  const refusal = claim(path);
  if (refusal !== null) return refusal;
  try {
    await copyInto(source, path);
    const state = inspectFile(path);
    if (state.kind === 'sound') return { kind: 'done', bytes: statSync(path).size, state };
    rmSync(path);
    return { kind: 'unsound', state };
  } catch (thrown) {
    rmSync(path, { force: true });
    throw toStoreError(thrown);
  }
}

/** Makes the file, empty and for its owner alone; SQLite takes an empty file for none. */
function claim(path: string): BackUpOutcome | null {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    return null;
  } catch (thrown) {
    const isThere = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
    return { kind: isThere ? 'exists' : 'not_writable' };
  }
}

/** Side files that the source may have are part of it; the copy has none. */
export async function copyInto(source: string, path: string): Promise<void> {
  const connection = new Connection(source);
  try {
    await retryBusy(() => void connection.prepare('vacuum into ?').run([path]));
  } finally {
    connection.close();
  }
  putOnDisk(path);
}

/** @throws AppError for what is wrong with the disk */
export function inspectFile(path: string): DatabaseState {
  const connection = new Connection(path);
  try {
    return inspectDatabase(connection);
  } finally {
    connection.close();
  }
}
