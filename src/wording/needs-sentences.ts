import type { AskedReason } from '../sync/asked-reason.ts';
import type { AskedIdColumn, SyncNeeds } from '../sync/sync-record.ts';
import type { NextSteps } from './next-steps.ts';
import { reasonSentences } from './reason-sentences.ts';

/** These are also asked of a sync that goes on after an interruption. */
function mayHaveWritten({ confirm }: SyncNeeds): boolean {
  return confirm.some(({ code }) => code === 'new_zone' || code === 'restored_journal');
}

/**
 * What a sync that waits for a person is missing, and that nothing happens until then.
 * @param showsRows whether values of the file may be shown: everybody in a group reads its cards
 */
export function needsSentences(needs: SyncNeeds, steps: NextSteps, showsRows: boolean): string[] {
  const sheets = needs.sheets.length === 0 ? [] : [sheetsQuestion(needs, steps)];
  const missing = [...(needs.course ? ['课程'] : []), ...(needs.day ? ['学习日期'] : [])];
  const asked = missing.length === 0 ? [] : [`名单里没有${missing.join('和')}${steps.fillIn}。`];
  return [
    ...(needs.idColumn === null ? [] : [idColumnQuestion(needs.idColumn, steps)]),
    ...sheets,
    ...asked,
    ...needs.confirm.flatMap((reason) => [
      ...reasonSentences(reason, steps),
      ...(showsRows ? examplesOf(reason) : []),
    ]),
    mayHaveWritten(needs) ? '确认之前不会再写入任何数据。' : '还没有写入任何数据。',
  ];
}

function idColumnQuestion({ title }: AskedIdColumn, { answerColumn }: NextSteps): string {
  return `名单里没有用户ID。${isIdColumn(title)}请${answerColumn}。`;
}

/** Whether the column with this title is the 用户ID. */
export function isIdColumn(title: string): string {
  return `“${title}”是用户ID吗？`;
}

/** What a person can answer to `isIdColumn`. */
export const idColumnAnswers = { yes: '是，它是用户ID', no: '不是' } as const;

/** Which of several sheets are meant; those that look like something else are named as such. */
function sheetsQuestion({ sheets }: SyncNeeds, { chooseSheets }: NextSteps): string {
  const named = sheets.map(({ name, rows, proposed }) => `${name}（${rows}行${proposed ? '' : '，未勾选'}）`);
  return `文件里有${sheets.length}个工作表是名单：${named.join('、')}。请${chooseSheets}。`;
}

function examplesOf({ examples }: AskedReason): string[] {
  return examples.length === 0 ? [] : [`例如：${examples.join('、')}。`];
}

/** What a person is asked to confirm; empty if nothing. */
export function confirmText(needs: SyncNeeds, steps: NextSteps): string {
  return needs.confirm.flatMap((reason) => reasonSentences(reason, steps)).join('');
}
