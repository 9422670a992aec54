import { describe, expect, it } from 'vitest';
import { templateRoster } from '../../src/bot/template-roster.ts';
import { readRoster } from '../../src/roster/read/read-roster.ts';
import { nothingFilled } from '../../src/roster/roster.ts';

describe('the example roster', () => {
  it('is read without a single remark', async () => {
    const options = {
      today: '2026-11-24',
      extraAliases: {},
      learnerFields: [],
      enrollmentFields: [],
      sheets: null,
      fill: nothingFilled,
    };
    const reading = await readRoster(templateRoster.bytes, options);
    if (reading.kind !== 'read') throw new Error(reading.kind);
    const { rows, warnings } = reading.roster;
    expect(warnings).toEqual([]);
    expect(rows).toMatchObject([
      { kind: 'valid', course: '示例课程', day: '2026-05-16', warnings: [] },
      { kind: 'valid', course: '示例课程', day: '2026-05-16', warnings: [] },
    ]);
  });
});
