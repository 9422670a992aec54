import { chmodSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../../errors.ts';
import { Connection } from './connection.ts';
import { makeFolder } from './make-folder.ts';

/** A connection to a database, and where its file has to stay. */
export interface DatabaseFile {
  connection: Connection;
  /** @throws AppError `data_gone` if the path does not lead to the open file any more; what is written there is lost */
  refuseGone(): void;
}

/**
 * Opens a database file, new if need be, in a folder and with a mode that let nobody but the owner read it.
 *
 * The mode is set by path: closing any descriptor of a database file would end the locks that this process holds
 * on it (https://www.sqlite.org/howtocorrupt.html, 2.2). SQLite gives its side files the mode of the database.
 * @throws what the file system or SQLite says
 */
export function openDatabaseFile(file: string): DatabaseFile {
  const path = resolve(file);
  makeFolder(dirname(path));
  chmodSync(dirname(path), 0o700);
  const connection = new Connection(path);
  try {
    chmodSync(path, 0o600);
    const opened = statSync(path);
    return { connection, refuseGone: () => refuseGone(path, opened) };
  } catch (thrown) {
    connection.close();
    throw thrown;
  }
}

function refuseGone(path: string, opened: Stats): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.ino === opened.ino && found.dev === opened.dev) return;
  throw new AppError('data_gone', { details: { file: path } });
}
