import type { Message } from '../../bot/notice.ts';
import { explainError } from '../explain-error.ts';
import { shownFileName } from '../shown-file-name.ts';
import { actionButton, type CardWords } from './card-words.ts';
import { chinaTime } from './china-time.ts';
import { helpWords, welcomeLines } from './help.ts';
import { type ListLine, listLine } from './list-line.ts';
import { shownName } from './shown-name.ts';
import { maskPhones } from './shown-text.ts';
import { sorryLines } from './sorry-lines.ts';
import { titleOf } from './title.ts';

/** What a card says that is not the card of a sync. */
export interface NoticeWords extends CardWords {
  /** One per sync, the newest first; empty in most notices. */
  list: ListLine[];
}

/** @param sandbox whether Feishu is only a stand-in, which the title then says first */
export function noticeWords(notice: Message, sandbox: boolean): NoticeWords {
  const { title, ...words } = wordsOf(notice);
  return { tone: 'plain', lines: [], list: [], buttons: [], ...words, title: titleOf(title, sandbox) };
}

type OwnWords = Pick<NoticeWords, 'title'> & Partial<NoticeWords>;

function wordsOf(notice: Message): OwnWords {
  switch (notice.kind) {
    case 'help':
      return helpWords(notice.why);
    case 'welcome':
      return { title: '您好，我是学员同步助手', lines: welcomeLines };
    case 'status':
      return listWords('正在进行的同步', '现在没有正在进行或排队的同步。', notice.syncs);
    case 'history':
      return listWords('最近的同步', '这里还没有同步过名单。把名单文件发给我就可以开始。', notice.syncs);
    case 'offer_file':
      return offerWords(notice);
    case 'old_command':
      return oldCommandWords(notice);
    case 'template_sent':
      return { title: '示例名单', lines: ['示例名单已私信给您。'] };
    case 'sorry':
      return { title: '这次没有执行', lines: sorryLines(notice.why) };
    case 'alert':
      return alertWords(notice);
  }
}

function listWords(
  title: string,
  nothing: string,
  syncs: Extract<Message, { kind: 'status' }>['syncs'],
): OwnWords {
  return { title, lines: syncs.length === 0 ? [nothing] : [], list: syncs.map(listLine) };
}

const longestName = 100;

function offerWords({ messageId, fileName }: Extract<Message, { kind: 'offer_file' }>): OwnWords {
  return {
    title: '要同步这个文件吗？',
    tone: 'waiting',
    lines: [shownName(shownFileName(fileName), longestName), '点“同步这个文件”才会开始；不需要就不用理会。'],
    buttons: [actionButton('同步这个文件', { do: 'take_file', messageId }, 'primary')],
  };
}

function oldCommandWords({ text, sentAt }: Extract<Message, { kind: 'old_command' }>): OwnWords {
  return {
    title: '还要执行这条命令吗？',
    tone: 'waiting',
    lines: [`${chinaTime(sentAt)} 的命令“${maskPhones(text)}”刚刚才送到。为免误操作，还没有执行。`],
    buttons: [actionButton('执行', { do: 'run_command', text }, 'primary')],
  };
}

function alertWords({ number, error }: Extract<Message, { kind: 'alert' }>): OwnWords {
  const { message, hint } = explainError(error);
  return { title: `同步 #${number} 需要管理员处理`, tone: 'bad', lines: [message, hint] };
}
