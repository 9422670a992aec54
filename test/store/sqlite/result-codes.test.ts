import { describe, expect, it } from 'vitest';
import { resultCodeOf } from '../../../src/store/sqlite/result-codes.ts';
import { toStoreError } from '../../../src/store/sqlite/store-errors.ts';

const sqliteError = (message: string, codes: object = {}) =>
  Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', ...codes });
const fileError = (code: string) => Object.assign(new Error(code), { code, syscall: 'open' });

describe('the result code of an error', () => {
  it.each([
    [
      'of the driver: the extended one',
      sqliteError('disk I/O error', { errcode: 10, sqliteExtendedCode: 778 }),
      778,
    ],
    ['of node:sqlite', sqliteError('disk I/O error', { errcode: 778 }), 778],
    ['that is told by the text alone', sqliteError('database is locked'), 5],
    ['that no text tells', sqliteError('UNIQUE constraint failed: syncs.id'), null],
    ['of the file system', fileError('ENOSPC'), null],
    ['that is no error', 'database is locked', null],
  ])('%s', (_, thrown, code) => {
    expect(resultCodeOf(thrown)).toBe(code);
  });
});

describe('what an error of SQLite or of the file system means', () => {
  it.each([
    ['database or disk is full', 13, 'disk_full'],
    ['disk I/O error', 778, 'disk_full'],
    ['disk I/O error', 4874, 'disk_full'],
    ['disk I/O error', 266, 'data_unusable'],
    ['database disk image is malformed', 267, 'data_damaged'],
    ['file is not a database', 26, 'data_damaged'],
    ['unable to open database file', 14, 'data_unusable'],
    ['attempt to write a readonly database', 1032, 'data_unusable'],
    ['database is locked', 5, 'internal'],
    ['UNIQUE constraint failed: syncs.id', 2067, 'internal'],
  ])('%s (%i): %s', (message, errcode, code) => {
    const cause = sqliteError(message, { errcode });
    expect(toStoreError(cause, { file: 'f' })).toMatchObject({ code, cause });
  });

  it.each([
    ['ENOSPC', 'disk_full'],
    ['EDQUOT', 'disk_full'],
    ['EACCES', 'data_unusable'],
  ])('%s: %s', (code, expected) => {
    expect(toStoreError(fileError(code))).toMatchObject({ code: expected });
  });
});
