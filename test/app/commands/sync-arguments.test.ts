import { expect, it } from 'vitest';
import { readArguments } from '../../../src/app/commands/sync-arguments.ts';

it('reads the file and every flag', () => {
  expect(
    readArguments(['名单.csv', '--course', ' 入门 ', '--date', '2026-05-16', '--dry-run', '--json']),
  ).toEqual({
    kind: 'command',
    command: { file: '名单.csv', course: '入门', day: '2026-05-16', dryRun: true, json: true },
  });
});

it('needs nothing but the file', () => {
  expect(readArguments(['名单.csv'])).toMatchObject({
    command: { file: '名单.csv', course: null, day: null, dryRun: false, json: false },
  });
});

it.each([
  ['no file', []],
  ['two files', ['一.csv', '二.csv']],
  ['a flag it does not know', ['名单.csv', '--force']],
  ['a flag without its value', ['名单.csv', '--course']],
  ['a day that does not exist', ['名单.csv', '--date', '2026-02-30']],
  ['a day in another form', ['名单.csv', '--date', '16.5.2026']],
])('refuses %s and says what to do', (_, args) => {
  expect(readArguments(args)).toMatchObject({
    kind: 'refused',
    problem: expect.stringMatching(/用法|YYYY-MM-DD/),
  });
});

it('explains itself', () => {
  expect(readArguments(['--help'])).toEqual({ kind: 'help' });
});
