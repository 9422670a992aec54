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
          '--column',
          '学员编号',
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
      idColumn: '学员编号',
      waitMinutes: 0,
    },
  });
});

it.each(['37', '#37'])('reads a preview that is to be written: %s', (number) => {
  expect(readArguments(['--write', number, '--json'], now)).toEqual({
    kind: 'write',
    number: 37,
    following: { json: true, yes: false, idColumn: null, waitMinutes: 15 },
  });
});

it('needs nothing but the file', () => {
  expect(readArguments(['名单.csv'], now)).toMatchObject({
    command: { file: '名单.csv', said: nothingSaid, dryRun: false, json: false, sheets: [], waitMinutes: 15 },
  });
});

it.each<[string, string[], RegExp]>([
  ['no file', [], /一个名单文件/],
  ['a preview by its name', ['--write', '六月'], /--write 37/],
  ['a preview and a file', ['--write', '37', '名单.csv'], /--write 37/],
  ['two files', ['一.csv', '二.csv'], /一个名单文件/],
  ['a flag it does not know', ['名单.csv', '--encoding', 'gbk'], /没有参数 --encoding。/],
  ['a flag that is not spelled right', ['名单.csv', '--curse', '入门'], /--curse（是不是 --course？）/],
  ['a short flag', ['名单.csv', '-c', '入门'], /没有参数 -c/],
  ['a flag without its value', ['名单.csv', '--course'], /--course 后面缺少内容/],
  ['a flag with the next in place of its value', ['名单.csv', '--course', '--json'], /--course 后面缺少内容/],
  ['a value where none belongs', ['名单.csv', '--json=yes'], /--json 后面不能有内容/],
  ['a day that does not exist', ['名单.csv', '--date', '2026-02-30'], /请写成 2026-05-16 这样/],
  ['a day in another form', ['名单.csv', '--date', '16.5.2026'], /请写成 2026-05-16 这样/],
  ['a year that was typed with two digits', ['名单.csv', '--date', '0026-05-16'], /请写成 2026-05-16 这样/],
  ['minutes that are no number', ['名单.csv', '--wait', 'long'], /--wait 60/],
  ['minutes below zero', ['名单.csv', '--wait=-1'], /--wait 60/],
  ['an empty course', ['名单.csv', '--course', ' '], /1 到 200 个字/],
])('refuses %s, names it and says what to do', (_, args, problem) => {
  expect(readArguments(args, now)).toEqual({ kind: 'refused', problem: expect.stringMatching(problem) });
});
