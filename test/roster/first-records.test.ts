import { describe, expect, it } from 'vitest';
import { readFirstRecords } from '../../src/roster/read/read-raw-tables.ts';
import { encodeText } from './encode-text.ts';

const lines = ['用户ID,昵称', ...Array.from({ length: 40_000 }, (_, index) => `u_${index},小明${index}`)];

describe('the first records of a roster', () => {
  it.each(['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const)(
    'are found in a long %s file',
    async (encoding) => {
      const bytes = encodeText(lines.join('\n'), encoding);
      expect(bytes.length).toBeGreaterThan(512 * 1024);
      const [table, ...others] = (await readFirstRecords(bytes, {}, 2)) ?? [];
      expect(others).toEqual([]);
      expect(table?.records).toEqual([
        { sheet: null, line: 2, cells: ['u_0', '小明0'] },
        { sheet: null, line: 3, cells: ['u_1', '小明1'] },
      ]);
    },
  );

  it('are all of a short one', async () => {
    const [table] = (await readFirstRecords(new TextEncoder().encode('用户ID,昵称\nu_1,甲'), {}, 5)) ?? [];
    expect(table?.records).toHaveLength(1);
  });
});
