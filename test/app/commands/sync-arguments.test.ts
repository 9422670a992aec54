import { expect, it } from 'vitest';
import { readArguments } from '../../../src/app/commands/sync-arguments.ts';
import { nothingSaid } from '../../../src/sync/queue/operator-input.ts';

const now = new Date('2026-11-24T02:00:00Z');

it('reads the file and every flag', () => {
  expect(
    readArguments(
      [
        ...[
          '名单.csv',
          '--course',
          ' 入门 ',
          '--date',
          '2026-05-16',
          '--sheet',
          '第11期',
          '--sheet',
          '第12期',
        ],
        ...['--dry-run', '--yes', '--json', '--wait', '0'],
      ],
      now,
    ),
  ).toEqual({
    kind: 'command',
    command: {
      file: '名单.csv',
      said: { course: '入门', day: '2026-05-16' },
      sheets: ['第11期', '第12期'],
      dryRun: true,
      json: true,
      yes: true,
      waitMinutes: 0,
    },
  });
});

it.each(['37', '#37'])('reads a preview that is to be written: %s', (number) => {
  expect(readArguments(['--write', number, '--json'], now)).toEqual({
    kind: 'write',
    number: 37,
    following: { json: true, yes: false, waitMinutes: 15 },
  });
});

it('needs nothing but the file', () => {
  expect(readArguments(['名单.csv'], now)).toMatchObject({
    command: { file: '名单.csv', said: nothingSaid, dryRun: false, json: false, sheets: [], waitMinutes: 15 },
  });
});

it.each([
  ['no file', []],
  ['a preview by its name', ['--write', '六月']],
  ['a preview and a file', ['--write', '37', '名单.csv']],
  ['two files', ['一.csv', '二.csv']],
  ['a flag it does not know', ['名单.csv', '--force']],
  ['a flag without its value', ['名单.csv', '--course']],
  ['a day that does not exist', ['名单.csv', '--date', '2026-02-30']],
  ['a day in another form', ['名单.csv', '--date', '16.5.2026']],
  ['a year that was typed with two digits', ['名单.csv', '--date', '0026-05-16']],
  ['minutes that are no number', ['名单.csv', '--wait', 'long']],
  ['minutes below zero', ['名单.csv', '--wait=-1']],
  ['an empty course', ['名单.csv', '--course', ' ']],
])('refuses %s and says what to do', (_, args) => {
  expect(readArguments(args, now)).toMatchObject({
    kind: 'refused',
    problem: expect.stringMatching(/用法|请写成 2026-05-16 这样|1 到 200 个字/),
  });
});

it('explains itself', () => {
  expect(readArguments(['--help'], now)).toEqual({ kind: 'help' });
});
