import type { BotRefusal, Condition, ConditionKey, ListedSync, Message } from '../../bot/notice.ts';
import type { ErrorCode } from '../../errors.ts';
import type { QueueView } from '../../sync/queue/queue-view.ts';
import type { SyncRecord } from '../../sync/sync-record.ts';
import { describeSync } from '../describe-sync.ts';
import { appInConsole, explainError, explainErrorCode } from '../explain-error.ts';
import { syncNews } from '../news/sync-news.ts';
import { nextSteps } from '../next-steps.ts';
import { shownFileName } from '../shown-file-name.ts';
import { syncStateText } from '../sync-states.ts';
import { actionButton, type CardButton, type CardWords, type NamedPerson, titleOf } from './card-words.ts';
import { digestWords } from './digest-words.ts';
import { helpWords, welcomeWords } from './help.ts';
import { chinaMinute, chinaTime, maskPhones, shownName } from './shown-text.ts';
import { changesButton } from './sync-card-buttons.ts';
import { coursesText, daysText } from './sync-facts.ts';

/** What a card says that is not the card of a sync. */
export interface NoticeWords extends CardWords {
  /** One per sync, the newest first; empty in most notices. */
  list: ListLine[];
  /** Side by side below the lines; empty in most notices. */
  people: NamedPerson[];
}

/** @param sandbox whether Feishu is only a stand-in, which the title then says first */
export function noticeWords(notice: Message, sandbox: boolean): NoticeWords {
  const { title, ...words } = wordsOf(notice);
  return {
    tone: 'plain',
    lines: [],
    list: [],
    people: [],
    buttons: [],
    ...words,
    title: titleOf(title, sandbox),
  };
}

type OwnWords = Pick<NoticeWords, 'title'> & Partial<NoticeWords>;

function wordsOf(notice: Message): OwnWords {
  switch (notice.kind) {
    case 'help':
      return helpWords(notice.why);
    case 'welcome':
      return welcomeWords;
    case 'status':
      return statusWords(notice);
    case 'history':
      return historyWords(notice);
    case 'reminder':
      return reminderWords(notice);
    case 'late_result':
      return lateResultWords(notice.listed);
    case 'offer_file':
      return offerWords(notice);
    case 'old_command':
      return oldCommandWords(notice);
    case 'template_sent':
      return { title: '示例名单', lines: ['示例名单已私信给您。'] };
    case 'preview_expected':
      return {
        title: '好的，只预览',
        lines: [`请在 ${chinaMinute(notice.until)} 前把名单文件发给我：这一个文件只预览，不写入。`],
      };
    case 'thanks':
      return { title: '不客气', lines: ['有新的名单，发给我就行。'] };
    case 'refused':
      return { title: '这次没有执行', lines: botRefusalLines(notice.why) };
    case 'alert':
      return alertWords(notice);
    case 'feishu_back':
      return feishuBackWords(notice);
    case 'other_writer':
      return otherWriterWords(notice);
    case 'condition':
      return conditionWords(notice.condition);
    case 'condition_over':
      return {
        title: conditionTitles[notice.key].over,
        tone: 'good',
        lines: [`${conditionTitles[notice.key].holds}：已恢复，不用再处理。`],
      };
    case 'nearly_full':
      return nearlyFullWords(notice);
    case 'digest':
      return digestWords(notice.digest, notice.baseUrl);
  }
}

/** Of the syncs of others a chat learns only how many there are. */
function statusWords({ syncs, others }: Extract<Message, { kind: 'status' }>): OwnWords {
  const none = others === 0 ? '现在没有正在进行或排队的同步。' : '您现在没有正在进行或排队的同步。';
  const more = others === 0 ? [] : [`另有别人的${others}个同步正在进行、排队或等待补充。`];
  return {
    title: '正在进行的同步',
    lines: [...(syncs.length === 0 ? [none] : []), ...more],
    list: syncs.map((listed) => listLine(listed, null)),
  };
}

function historyWords({ syncs, pageUrl }: Extract<Message, { kind: 'history' }>): OwnWords {
  return {
    title: '最近的同步',
    lines: syncs.length === 0 ? ['这里还没有同步过名单。把名单文件发给我就可以开始。'] : [],
    list: syncs.map((listed) => listLine(listed, viewButton(listed.sync, pageUrl))),
  };
}

function reminderWords({ syncs }: Extract<Message, { kind: 'reminder' }>): OwnWords {
  return {
    title: `有${syncs.length}份名单在等您`,
    tone: 'act',
    lines: [
      '还没有写入。请在它的卡片上，或者在您上传它的页面上继续；14天没有人处理会自动取消，只提醒这一次。',
    ],
    list: syncs.map((listed) => listLine(listed, null)),
  };
}

/** How it ended, and the first of what came of it; its card says the rest. */
function lateResultWords({ sync, queue }: ListedSync): OwnWords {
  const name = shownName(shownFileName(sync.fileName), longestListedName);
  const [said = ''] = describeSync(sync, queue, 'chat').map(maskPhones);
  const { title } = syncNews(sync, { before: queue.before, aboutNumber: null });
  return { title: shownName(title, longestListedName), lines: [said, `#${sync.number} · ${name}`] };
}

const longestFileName = 100;

function offerWords({ messageId, fileName }: Extract<Message, { kind: 'offer_file' }>): OwnWords {
  return {
    title: '要同步这个文件吗？',
    tone: 'act',
    lines: [
      shownName(shownFileName(fileName), longestFileName),
      '点“同步这个文件”才会开始；不需要就不用理会。',
    ],
    buttons: [actionButton('同步这个文件', { do: 'take_file', messageId }, 'primary')],
  };
}

function oldCommandWords({ text, sentAt }: Extract<Message, { kind: 'old_command' }>): OwnWords {
  return {
    title: '还要执行这条命令吗？',
    tone: 'act',
    lines: [`${chinaTime(sentAt)} 的命令“${maskPhones(text)}”刚刚才送到。为免误操作，还没有执行。`],
    buttons: [actionButton('执行', { do: 'run_command', text }, 'primary')],
  };
}

function alertWords({ number, error }: Extract<Message, { kind: 'alert' }>): OwnWords {
  const { message, hint } = explainError(error, nextSteps('alert', false));
  return { title: `同步 #${number} 需要管理员处理`, tone: 'bad', lines: [message, hint] };
}

function feishuBackWords({ number, since, until }: Extract<Message, { kind: 'feishu_back' }>): OwnWords {
  return {
    title: '飞书恢复了',
    tone: 'good',
    lines: [
      `${chinaTime(since)} 到 ${chinaTime(until)}，这台服务器连不上飞书。同步 #${number} 和排在后面的都等了，现在已自动继续，不用处理。`,
      '如果飞书本身没有故障，请检查服务器的网络。',
    ],
  };
}

function otherWriterWords({ number, count }: Extract<Message, { kind: 'other_writer' }>): OwnWords {
  return {
    title: '可能有另一个服务在写同一个多维表格',
    tone: 'bad',
    lines: [
      `同步 #${number} 发现 ${count} 条记录与本服务写入的重复，前后相差不到10分钟，且不是本服务写的。`,
      '一个飞书应用、一个多维表格只能由一个服务使用。请查一下是不是在别的电脑上还装着一份，并停掉其中一个；表里重复的记录没有改动，请核对后手动合并。',
    ],
  };
}

const conditionTitles: Readonly<Record<ConditionKey, { holds: string; over: string }>> = {
  feishu_refuses: { holds: '学员同步用不了飞书', over: '学员同步又能用飞书了' },
  in_doubt: { holds: '有写入超过一小时不能确认', over: '写入都确认了' },
};

function conditionWords(condition: Condition): OwnWords {
  return { title: conditionTitles[condition.key].holds, tone: 'bad', lines: conditionLines(condition) };
}

function conditionLines(condition: Condition): string[] {
  switch (condition.key) {
    case 'feishu_refuses': {
      const { message, hint } = explainErrorCode(
        condition.code,
        condition.details,
        nextSteps('alert', false),
      );
      return [message, hint, '在此之前，新发来的名单都会失败。恢复后会再通知。'];
    }
    case 'in_doubt': {
      const numbers = condition.syncs.map((number) => `#${number}`).join('、');
      return [
        `${chinaTime(condition.since)} 起，同步 ${numbers} 有写入发给了飞书，还不能确认写进去没有。`,
        '请由提交人在这次同步的卡片上点“继续”，或者发送“/rerun 编号”：会先核对，不会写重复。仍不能确认的，请按它列出的行号到多维表格里看一下。恢复后会再通知。',
      ];
    }
  }
}

const tableNames = { learners: '学员总表', enrollments: '学习记录表' } as const;

function nearlyFullWords({ number, tables }: Extract<Message, { kind: 'nearly_full' }>): OwnWords {
  return {
    title: '多维表格快满了',
    tone: 'act',
    lines: [
      ...tables.map(
        ({ table, rows, limit, percent }) =>
          `同步 #${number} 以后，${tableNames[table]}有 ${rows} 条记录，已到 ${limit} 条的 ${percent}%。`,
      ),
      '满了就写不进去。请升级飞书版本，或者把往年的学习记录移到另一张表。上限随飞书版本而定，请以多维表格里显示的为准。',
    ],
  };
}

/** A sync in a list: which one, and since when; what it is doing, or what came of it. */
export interface ListLine {
  head: string;
  detail: string;
  button: CardButton | null;
}

const longestListedName = 60;

function listLine({ sync, queue }: ListedSync, button: CardButton | null): ListLine {
  const name = shownName(shownFileName(sync.fileName), longestListedName);
  const said = sync.finishedAt === null ? doing(sync, queue) : outcome(sync);
  const facts = [coursesText(sync), daysText(sync)].filter((fact) => fact !== '').join(' ');
  return {
    head: `#${sync.number} ${[facts, name].filter((text) => text !== '').join(' · ')}`,
    detail: [chinaTime(sync.createdAt), ...said].join('，'),
    button,
  };
}

/** The sync on the page or, where people cannot open that from chat, what it did as a file. */
function viewButton(sync: SyncRecord, pageUrl: string | null): CardButton | null {
  const hasRows = sync.summary !== null && sync.kind === 'sync';
  if (pageUrl === null && !hasRows) return null;
  return { ...changesButton(sync, pageUrl), label: '查看' };
}

function doing(sync: SyncRecord, queue: QueueView): string[] {
  if (sync.status === 'needs_input')
    return [
      sync.needs?.confirm.length
        ? '等您确认，请在它的卡片上看一眼。'
        : '等待补充，请在它的卡片上填写后继续。',
    ];
  return describeSync(sync, queue, 'chat').slice(0, 1);
}

function outcome(sync: SyncRecord): string[] {
  const word = syncStateText(sync, 0);
  const { summary, dryRun } = sync;
  if (summary === null || sync.isUndone) return [word];
  if (summary.undo !== undefined) return [word, `撤销${summary.undo.undone}处`, `保留${summary.undo.kept}处`];
  const { learnersCreated, enrollmentsCreated, rowsFailed } = summary;
  return dryRun
    ? [word, `预计新学员${learnersCreated}位`, `新增${enrollmentsCreated}条`, `${rowsFailed}行不能写入`]
    : [word, `新学员${learnersCreated}位`, `新增${enrollmentsCreated}条`, `失败${rowsFailed}条`];
}

/** Why the bot does not do what it was asked, and what to do instead. */
export function botRefusalLines(why: BotRefusal): string[] {
  switch (why.kind) {
    case 'not_allowed':
      return ['您没有使用学员同步的权限。如有需要，请联系本企业的飞书管理员。'];
    case 'nothing_to_rerun':
      return ['这里还没有同步过名单。请先把名单文件发给我。'];
    case 'unknown_number':
      return [`没有找到您可以操作的 #${why.number}。发送“历史”，可以看到最近的编号。`];
    case 'still_running':
      return [`#${why.number} 还没有结束，请等它结束后再试。`];
    case 'awaits_person':
      return [`#${why.number} 正在等人回答。请先在它的卡片上回答或取消。`];
    case 'nothing_to_undo':
      return ['这里还没有可以撤销的同步。'];
    case 'nothing_written':
      return [`#${why.number} 没有写入任何数据，没有可以撤销的。`];
    case 'already_undone':
      return [`#${why.number} 已经撤销过了，没有再做什么。要撤销更早的，请写上它的编号。`];
    case 'not_yours':
      return [`#${why.number} 是别人提交的，只有提交人可以撤销。请联系提交人，或者管理员。`];
    case 'is_undo':
      return ['这是一次撤销，不能重新同步。要再写一遍，请对被撤销的那次发送“/rerun 编号”。'];
    case 'document_link':
      return ['我打不开链接。请在飞书里打开它，下载为 xlsx，再把文件发给我。'];
    case 'file_deleted':
      return ['原文件已按保存期限删除，请重新发送。'];
    case 'other_target':
      return errorLines('target_changed');
    case 'file_gone':
      return errorLines('chat_file_gone');
    case 'no_file_in_reply':
      return ['请用“回复”引用一个 CSV 或 xlsx 文件，再发送 /sync；也可以把文件私聊发给我。'];
    case 'cannot_read_group':
      return [
        '我还没有读取群消息的权限，看不到您回复的文件。请把文件私聊发给我。',
        `想在群里使用，请管理员在 ${appInConsole(why)} →“权限管理”开通 ${why.scope}，并发布新版本。`,
      ];
  }
}

function errorLines(code: ErrorCode): string[] {
  const { message, hint } = explainErrorCode(code, {}, nextSteps('chat', false));
  return [message, hint];
}
