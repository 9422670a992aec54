import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/bot/commands.ts';

describe('a command', () => {
  it.each([
    ['/help', { kind: 'help' }],
    ['/HELP', { kind: 'help' }],
    ['  / help  ', { kind: 'help' }],
    ['／ｈｅｌｐ', { kind: 'help' }],
    ['帮助', { kind: 'help' }],
    ['帮助！', { kind: 'help' }],
    ['/help me please', { kind: 'help' }],
    ['', { kind: 'help' }],
    ['/', { kind: 'help' }],
    ['预览', { kind: 'preview' }],
    ['/Preview', { kind: 'preview' }],
    ['／撤销 37', { kind: 'undo', number: 37 }],
    ['撤销', { kind: 'undo', number: null }],
    ['/undo #37', { kind: 'undo', number: 37 }],
    ['怎么用？', { kind: 'help' }],
    ['谢谢！', { kind: 'thanks' }],
    ['辛苦了', { kind: 'thanks' }],
    ['https://nvc.feishu.cn/sheets/shtcnAbc', { kind: 'document_link' }],
    ['请看 https://nvc.feishu.cn/wiki/AbcDef?sheet=1 这份', { kind: 'document_link' }],
    ['https://example.com/sheets/a', { kind: 'talk' }],
    ['status', { kind: 'status' }],
    ['/状态', { kind: 'status' }],
    ['进度？', { kind: 'status' }],
    ['／历史', { kind: 'history' }],
    ['/history', { kind: 'history' }],
    ['模板', { kind: 'template' }],
    ['/template', { kind: 'template' }],
    ['同步', { kind: 'sync' }],
    ['/sync', { kind: 'sync' }],
  ])('%j is known by its name, whatever its form', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it.each([
    ['/rerun', null],
    ['重新同步', null],
    ['/rerun 37', 37],
    ['/rerun37', 37],
    ['/rerun #37', 37],
    ['/rerun ＃37', 37],
    ['／rerun　３７', 37],
    ['重新同步37', 37],
    ['/重新同步 # 37 。', 37],
    ['rerun 007', 7],
  ])('%j may name a sync by its number', (text, number) => {
    expect(parseCommand(text)).toEqual({ kind: 'rerun', number });
  });

  it.each([
    ['/reurn', '/rerun'],
    ['/histroy', '/history'],
    ['/stat', '/status'],
    ['/重新', '/rerun'],
    ['/模版文件', '/template'],
    ['/rerun abc', '/rerun'],
    ['/rerun 37 38', '/rerun'],
    ['/rerun 12345678901', '/rerun'],
    ['/unknown', null],
    ['/删除所有', null],
    ['//', null],
    ['/37', null],
  ])('%j is unknown; the closest is offered', (text, closest) => {
    expect(parseCommand(text)).toEqual({ kind: 'unknown', closest });
  });

  it.each(['你好', '帮助我一下', '同步 5 位学员', 'help me', '请重新同步', '37', '请看 /help', '#37'])(
    '%j is talk',
    (text) => {
      expect(parseCommand(text)).toEqual({ kind: 'talk' });
    },
  );
});
