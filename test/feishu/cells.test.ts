import { describe, expect, it } from 'vitest';
import { cellInstant, cellText, linkedIds } from '../../src/feishu/records/cells.ts';
import { readPhoneCell, readValue, sentValue } from '../../src/feishu/tables/field-values.ts';
import { zoneDays } from '../../src/feishu/tables/zone-days.ts';

describe('cellText', () => {
  it.each([
    ['one segment', [{ type: 'text', text: '安娜' }], '安娜'],
    [
      'several segments',
      [
        { type: 'text', text: '见 ' },
        { type: 'url', text: 'a.cn', link: 'https://a.cn' },
      ],
      '见 a.cn',
    ],
    ['a mention', [{ type: 'mention', text: '@安娜', token: 'ou_1', mentionType: 'User' }], '@安娜'],
    ['a plain string', '安娜', '安娜'],
    ['a number', 12.5, '12.5'],
    ['a formula', { type: 1, ui_type: 'Text', value: [{ type: 'text', text: '安娜' }] }, '安娜'],
    ['a left-out cell', undefined, ''],
    ['null', null, ''],
    ['no segments', [], ''],
    ['an empty object', {}, ''],
  ])('%s', (_name, cell, expected) => {
    expect(cellText(cell)).toBe(expected);
  });
});

describe('linkedIds', () => {
  it.each([
    ['search', { link_record_ids: ['rec1', 'rec2'] }, ['rec1', 'rec2']],
    ['older calls', [{ record_ids: ['rec1'], table_id: 'tbl1', text: '安娜', type: 'text' }], ['rec1']],
    ['the echo of a write', ['rec1'], ['rec1']],
    ['an id that comes twice', ['rec1', 'rec1'], ['rec1']],
    ['a left-out cell', undefined, []],
    ['null', null, []],
    ['an empty object', {}, []],
    ['a null list', { link_record_ids: null }, []],
    ['an empty list', [], []],
    ['empty text', '', []],
  ])('%s', (_name, cell, expected) => {
    expect(linkedIds(cell)).toEqual(expected);
  });
});

describe('cellInstant', () => {
  it.each([
    [1_778_860_800_000, 1_778_860_800_000],
    [0, 0],
    ['1778860800000', null],
    [undefined, null],
    [Number.NaN, null],
    [8.64e15, null],
  ])('%j is %j', (cell, expected) => {
    expect(cellInstant(cell)).toBe(expected);
  });
});

describe('values', () => {
  const shanghai = zoneDays('Asia/Shanghai');
  it.each([
    ['text', [{ type: 'text', text: ' 安娜\t' }], '安娜'],
    ['select', '微信', '微信'],
    ['number', 12.5, '12.5'],
    ['date', Date.UTC(2026, 4, 15, 16), '2026-05-16'],
    ['date', Date.UTC(2026, 4, 16, 15, 59), '2026-05-16'],
    ['date', undefined, ''],
  ] as const)('%s %j is read as %s', (kind, cell, expected) => {
    expect(readValue(kind, cell, shanghai.dayOf)).toBe(expected);
  });

  it.each([
    ['text', '安娜', '安娜'],
    ['phone', '19900000001', '19900000001'],
    ['number', '12.5', 12.5],
    ['date', '2026-05-16', Date.UTC(2026, 4, 15, 16)],
  ] as const)('%s %s is sent as %j', (kind, text, expected) => {
    expect(sentValue(kind, text, shanghai.startOf)).toBe(expected);
  });
});

describe('readPhoneCell', () => {
  it.each([
    ['a number as it is', '19900000001', '19900000001'],
    ['spaces and country code', '+86 199 0000 0001', '19900000001'],
    ['a number cell', 19900000001, '19900000001'],
    ['a masked number is not taken for empty', '199****0001', '199****0001'],
    ['an empty cell', undefined, ''],
  ])('%s', (_name, cell, expected) => {
    expect(readPhoneCell(cell)).toBe(expected);
  });
});
