import { describe, expect, it } from 'vitest';
import { readRawTables } from '../../src/roster/read/read-raw-tables.ts';
import { failuresCsv } from '../../src/wording/failures-csv.ts';
import { read, readAsRoster, validRows } from '../roster/read.ts';
import { textRow, xlsx } from '../roster/xlsx-file.ts';
import { sampleFailure } from '../wording/sample-sync.ts';

const hostile = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

/** A roster in which these words are titles of columns, and all that is said of people. */
const rows = [
  ['用户ID', '昵称', '课程', '学习日期', ...hostile],
  ...hostile.map((word) => [word, word, word, '2026-05-01', ...hostile]),
];

describe('words that mean something to JavaScript are words in a roster', () => {
  it.each([
    ['CSV', Buffer.from(rows.map((row) => row.join(',')).join('\n'))],
    ['xlsx', xlsx({ rows: rows.map((row) => textRow(...row)).join('') })],
  ])('in %s', async (_, bytes) => {
    const roster = await readAsRoster(bytes);
    expect(roster.rows).toEqual(
      hostile.map((word, index) => ({
        ...{
          kind: 'valid',
          line: index + 2,
          course: word,
          day: '2026-05-01',
          warnings: [{ code: 'user_id_unusual' }],
        },
        learner: { userId: word, nickname: word, phone: '', extras: {} },
        ...{ status: '', extras: {} },
      })),
    );
    const failed = [sampleFailure({ line: 2, userId: '__proto__', code: 'missing_date' })];
    expect(failuresCsv(await readRawTables(bytes, {}), failed)).toContain(`__proto__,2026-05-01,${hostile}`);
  });

  it.each(hostile)('%s as a static field is read like any other', async (word) => {
    const roster = await readAsRoster(Buffer.from(rows.map((row) => row.join(',')).join('\n')), {
      learnerFields: [word],
    });
    const extras = validRows(roster).map(({ learner }) => Object.entries(learner.extras));
    expect(extras).toEqual(hostile.map(() => [[word, word]]));
  });

  it.each(hostile)('%s as a title is not taken for a known one', async (word) => {
    expect(await read(`${word},x\n1,2\n`)).toMatchObject({ kind: 'refused' });
  });
});
