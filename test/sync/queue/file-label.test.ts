import { describe, expect, it } from 'vitest';
import { fileLabel } from '../../../src/sync/queue/file-label.ts';

describe('the label of a file', () => {
  it.each([
    ['名单（第12期）.csv', '名单（第12期）.csv'],
    ['家庭👨‍👩‍👧.csv', '家庭👨‍👩‍👧.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\王\\名单.csv', '名单.csv'],
    ['a\r\nSet-Cookie: x=1.csv', 'aSet-Cookie: x=1.csv'],
    ['vsc\u202e.exe', 'vsc.exe'],
    ['<img src=x onerror=alert(1)>.csv', '<img src=x onerror=alert(1)>.csv'],
    ['  名单.csv ', '名单.csv'],
    ['uploads/', ''],
    ['', ''],
  ])('%j is shown as %j', (sent, label) => {
    expect(fileLabel(sent)).toBe(label);
  });

  it('is never endless', () => {
    expect(fileLabel('长'.repeat(1000))).toHaveLength(200);
  });
});
