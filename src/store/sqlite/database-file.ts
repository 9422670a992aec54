import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

/**
 * Opens a database file, new if need be, in a folder and with a mode that let nobody but the owner read it.
 *
 * The mode is set by path: closing any descriptor of a database file would end the locks that this process holds
 * on it (https://www.sqlite.org/howtocorrupt.html, 2.2). SQLite gives its side files the mode of the database.
 * @throws what the file system or libsql says
 */
export function openOwnFile(path: string): Database.Database {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const database = new Database(path);
  chmodSync(path, 0o600);
  return database;
}
