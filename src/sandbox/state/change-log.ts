import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Change, Transaction } from './change.ts';

/** The file in which the sandbox keeps what happened: one transaction a line, appended. */
export interface ChangeLog {
  append(changes: readonly Change[]): void;
  close(): void;
}

const fileName = 'base.log';

/** The transactions of an earlier run, in order; none where there was none. */
export function readChangeLog(dataDir: string): Change[][] {
  const lines = readLog(join(dataDir, fileName)).split('\n');
  // What follows the last line end was torn by a kill in the middle of its write: that call was never answered.
  return lines.slice(0, -1).map((line) => Transaction.parse(JSON.parse(line)));
}

/**
 * Starts the log anew with these transactions and keeps it open. The new file takes the place of the old one
 * in one step.
 */
export function startChangeLog(dataDir: string, snapshot: Iterable<readonly Change[]>): ChangeLog {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, fileName);
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  for (const changes of snapshot) writeLine(file, changes);
  renameSync(fresh, path);
  return {
    append: (changes) => writeLine(file, changes),
    close: () => closeSync(file),
  };
}

/** Written before it is applied and answered. The page cache outlives a killed process, so nothing is flushed. */
function writeLine(file: number, changes: readonly Change[]): void {
  const line = Buffer.from(`${JSON.stringify(changes)}\n`);
  const { size } = fstatSync(file);
  try {
    for (let written = 0; written < line.length; ) written += writeSync(file, line, written);
  } catch (error) {
    // On a full disk a part may have been written: the next line must not begin behind it.
    ftruncateSync(file, size);
    throw error;
  }
}

function readLog(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
