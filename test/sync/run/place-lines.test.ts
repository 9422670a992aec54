import { describe, expect, it } from 'vitest';
import { lineInFile } from '../../../src/roster/line-place.ts';
import { placeLines } from '../../../src/sync/run/place-lines.ts';

const workbook = [{ name: '第12期' }, { name: '第13期' }];
const lines = [String(lineInFile(0, 5)), String(lineInFile(1, 2))];

describe('lines that an error is about', () => {
  it.each([
    [
      'are the rows of their sheets, by name',
      { lines, count: 2 },
      workbook,
      { lines: ['5', '2'], sheets: ['第12期', '第13期'], count: 2 },
    ],
    ['keep their numbers where there is one sheet', { lines: ['5'] }, [{ name: 'Sheet1' }], { lines: ['5'] }],
    ['keep their numbers where the file was not read', { lines: ['5'] }, [], { lines: ['5'] }],
    ['are no matter where it names none', { tables: ['学员总表'] }, workbook, { tables: ['学员总表'] }],
  ])('%s', (_, details, sheets, placed) => {
    expect(placeLines(details, sheets)).toEqual(placed);
  });
});
