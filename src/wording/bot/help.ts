import type { Command } from '../../bot/commands.ts';
import type { HelpReason } from '../../bot/notice.ts';
import { actionButton, type CardWords } from './card-words.ts';
import { maskPhones } from './shown-text.ts';

/** A command as people read of it. */
export interface CommandWords {
  /** Without the slash. */
  name: Command['kind'];
  /** What may follow the name, as an example. */
  example: string;
  description: string;
}

/** Every command, the most used first. */
export const commandWords: readonly CommandWords[] = [
  { name: 'rerun', example: ' 37', description: '重新同步编号 #37；不写编号，就是最近的名单' },
  { name: 'preview', example: '', description: '只预览、不写入：回复一个文件发送，或先发送它、再发文件' },
  { name: 'undo', example: ' 37', description: '撤销编号 #37 写入的内容；不写编号，就是最近的一次' },
  { name: 'status', example: '', description: '查看正在进行的同步' },
  { name: 'history', example: '', description: '查看最近的同步' },
  { name: 'template', example: '', description: '获取示例名单' },
  { name: 'sync', example: '', description: '回复一个文件发送，就同步那个文件；在群里要@我' },
  { name: 'help', example: '', description: '显示使用说明' },
];

type HelpWords = Pick<CardWords, 'title' | 'lines' | 'buttons'>;

const sendFile = '把小鹅通导出的学员名单（CSV 或 xlsx）发给我，我会同步到多维表格，并在这里回复结果。';

const commandLines = commandWords.map(
  ({ name, example, description }) => `/${name}${example} ${description}`,
);

const inChinese = '也可以用中文：重新同步、预览、撤销、状态、历史、模板、同步、帮助。';

/** What a roster looks like, before somebody has one at hand. */
const exampleButton = actionButton('示例名单', { do: 'send_template' });

export const welcomeWords: HelpWords = {
  title: '您好，我是学员同步助手',
  lines: [sendFile, '想先看看格式，请点“示例名单”；更多用法，请发送“帮助”。'],
  buttons: [exampleButton],
};

/** What the bot can do, and why it says so now. */
export function helpWords(why: HelpReason): HelpWords {
  return { ...helpTexts(why), buttons: [exampleButton] };
}

function helpTexts(why: HelpReason): Omit<HelpWords, 'buttons'> {
  const all = [sendFile, ...commandLines, inChinese];
  switch (why.kind) {
    case 'asked':
      return { title: '使用说明', lines: all };
    case 'not_a_file':
      return {
        title: '请发送名单文件',
        lines: [sendFile, '图片、文件夹和聊天内容我读不了。更多用法，请发送“帮助”。'],
      };
    case 'unknown_command':
      return { title: '没有这个命令', lines: [unknown(why.typed, why.closest), ...all] };
  }
}

function unknown(typed: string, closest: string | null): string {
  const unknownCommand = `我不认识“${maskPhones(typed)}”。`;
  return closest === null ? unknownCommand : `${unknownCommand}您是想用 ${closest} 吗？`;
}
