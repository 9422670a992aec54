import type { CardAction } from '../../bot/chat-event.ts';
import type { Notice } from '../../bot/notice.ts';
import type { CardButton } from './card-words.ts';
import { type NoticeWords, noticeWords } from './notices.ts';
import { type SyncCardWords, syncCardWords } from './sync-card.ts';

/**
 * The facts of a card as plain text, for when a card cannot be shown. Text of people is in it as they typed it: whoever
 * sends it has to keep it from being read as markup.
 * @param sandbox whether Feishu is only a stand-in
 */
export function noticeText(notice: Notice, sandbox: boolean): string {
  const lines =
    notice.kind === 'sync'
      ? syncLines(syncCardWords(notice.view), notice.view.sync.number)
      : noticeLines(noticeWords(notice, sandbox));
  return lines.join('\n');
}

function syncLines(words: SyncCardWords, number: number): string[] {
  const { title, state, facts, lines, numbers, failedRows, remarks, asBefore, form, footer } = words;
  const counts = numbers.map(({ label, value }) => `${label} ${value}`).join('，');
  const rows = failedRows?.rows.map(({ line, who, reason }) =>
    [/^\d+$/.test(line) ? `第${line}行` : line, ...(who === '' ? [] : [who]), reason].join('，'),
  );
  return [
    `${title} · ${state}`,
    ...facts.map(({ label, value }) => `${label}：${value}`),
    ...lines,
    ...present(counts),
    ...present(failedRows?.title),
    ...(rows ?? []),
    ...remarks,
    ...(asBefore === null ? [] : [asBefore.title, ...asBefore.lines]),
    ...present(footer),
    ...(form === null ? [] : ['请在上传页面填写后继续。']),
    ...words.buttons.flatMap((button) => instead(button, number)),
  ];
}

function noticeLines({ title, lines, list, buttons }: NoticeWords): string[] {
  return [
    title,
    ...lines,
    ...list.map(({ head, detail }) => `${head}：${detail}`),
    ...buttons.flatMap((button) => instead(button, null)),
  ];
}

function present(text: string | null | undefined): string[] {
  return text ? [text] : [];
}

/** Text has no buttons: how to get what a button would do, where there is a way. */
function instead({ label, press }: CardButton, number: number | null): string[] {
  if (press.kind === 'open') return [`${label}：${press.url}`];
  const way = otherWays[press.action.do];
  return way === undefined ? [] : [way(number)];
}

const otherWays: Partial<Record<CardAction['do'], (number: number | null) => string>> = {
  rerun: (number) => `重新同步请发送：/rerun ${number}`,
  take_file: () => '同步这个文件：请回复它，@我并发送 /sync',
  send_failures: () => '完整的失败明细请到上传页面下载。',
  send_changes: () => '每一行的变化请到上传页面查看。',
  write: () => '要写入这次预览，请到上传页面点“写入”。',
  undo: (number) => `要撤销，请发送：/undo ${number}`,
  send_template: () => '想看看格式，请发送“模板”。',
  run_command: () => '如果还要执行，请重新发送命令。',
};
