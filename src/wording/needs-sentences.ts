import type { ConfirmReason, SyncNeeds } from '../sync/sync-record.ts';
import type { NextSteps } from './next-steps.ts';

type ConfirmText = (needs: SyncNeeds, steps: NextSteps) => [question: string, background: string];

/** What is asked in short, then what there is to know about it. */
const confirmTexts: Record<ConfirmReason, ConfirmText> = {
  empty_learner_table: (_, { confirm }) => [
    '学员总表看起来是空的，请先确认。',
    '多维表格开启了“高级权限”：可能真的是空表，也可能是学员被权限挡住了，看不到。' +
      `如果表里其实有学员，请先把本应用的权限改为“可管理”；确认是空表，再${confirm}。`,
  ],
  new_zone: ({ newZone }, { confirm }) => [
    `多维表格的时区${changeOf(newZone)}，请先确认。`,
    '改了时区，表里原有的学习日期看上去可能会差一天。本应用仍按原来的时区读它们，同一份名单不会重复写入。' +
      `如果不是有意改的，请先在多维表格的设置里把时区改回${newZone?.before ?? '原来的'}；` +
      `确认要用新的时区，再${confirm}，以后写入的日期都按新的时区。`,
  ],
  restored_journal: (_, { confirm }) => [
    '多维表格里有本应用写入、但本服务没有记下的记录，请先确认。',
    '可能是数据目录恢复成了较早的备份，也可能有另一个服务在用同一个飞书应用。' +
      '继续的话，这份名单里已经写过的行可能会再写一遍。' +
      `请管理员先核对；确认这些行还没有写入，再${confirm}。`,
  ],
};

function changeOf(newZone: SyncNeeds['newZone']): string {
  return newZone === undefined ? '改过了' : `从${newZone.before}改成了${newZone.now}`;
}

/** These are also asked of a sync that goes on after an interruption. */
function mayHaveWritten({ confirm }: SyncNeeds): boolean {
  return confirm.includes('new_zone') || confirm.includes('restored_journal');
}

/** What a sync that waits for a person is missing, and that nothing happens until then. */
export function needsSentences(needs: SyncNeeds, steps: NextSteps): string[] {
  const sheets = needs.sheets.length === 0 ? [] : [sheetsQuestion(needs, steps)];
  const missing = [...(needs.course ? ['课程'] : []), ...(needs.day ? ['学习日期'] : [])];
  const asked = missing.length === 0 ? [] : [`名单里没有${missing.join('和')}${steps.fillIn}。`];
  return [
    ...sheets,
    ...asked,
    ...needs.confirm.flatMap((reason) => confirmTexts[reason](needs, steps)),
    mayHaveWritten(needs) ? '确认之前不会再写入任何数据。' : '还没有写入任何数据。',
  ];
}

/** Which of several sheets are meant; those that look like something else are named as such. */
function sheetsQuestion({ sheets }: SyncNeeds, { chooseSheets }: NextSteps): string {
  const named = sheets.map(({ name, rows, proposed }) => `${name}（${rows}行${proposed ? '' : '，未勾选'}）`);
  return `文件里有${sheets.length}个工作表是名单：${named.join('、')}。请${chooseSheets}。`;
}

/** What a person is asked to confirm; empty if nothing. */
export function confirmText(needs: SyncNeeds, steps: NextSteps): string {
  return needs.confirm.flatMap((reason) => confirmTexts[reason](needs, steps)).join('');
}
