import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readAsRefusal, readAsRoster, validRows } from './read.ts';

const folder = new URL('../samples/writers/', import.meta.url);
const bytesOf = (name: string) => readFileSync(new URL(name, folder));

const { rows } = z
  .object({ rows: z.array(z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()])) })
  .parse(JSON.parse(bytesOf('rows.json').toString()));

const files = readdirSync(folder).filter((name) => /\.(?:xlsx|csv)$/.test(name));

describe('one roster written by many programs', () => {
  it('is there from npm, Python and two spreadsheets', () => {
    expect(files.length).toBeGreaterThanOrEqual(13);
  });

  it.each(files)('is read alike from %s', async (name) => {
    const roster = await readAsRoster(bytesOf(name));
    expect(roster.warnings).toEqual([]);
    expect(roster.rows).toHaveLength(rows.length);
    const read = validRows(roster).map(({ learner, course, day, warnings }) => ({
      ...learner,
      course,
      day,
      warnings,
    }));
    expect(read).toEqual(
      rows.map(([userId, nickname, phone, course, day]) => ({
        ...{ userId, nickname: nickname.replace('\n', ' '), phone, extras: {}, course, day, warnings: [] },
      })),
    );
  });

  it.each([
    ['libreoffice.ods', { code: 'other_format', format: 'ods' }],
    ['sheetjs.xlsb', { code: 'other_format', format: 'xlsb' }],
    ['libreoffice.xls', { code: 'old_xls' }],
  ])('is refused by the name of its format: %s', async (name, refusal) => {
    expect(await readAsRefusal(bytesOf(name))).toEqual(refusal);
  });
});
