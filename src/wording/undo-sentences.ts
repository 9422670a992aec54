import type { SyncSummary } from '../sync/sync-report.ts';
import { type UndoneRow, type UndoneThing, type UndoReason, undoReasons } from '../sync/undo/undo-report.ts';
import { fieldLabel } from './field-label.ts';

const reasons: Record<UndoReason, string> = {
  edited: '有人改过了',
  in_later_roster: '后来的名单里也有',
  used_later: '后来的同步用到了',
  gone: '已经没有了',
  refused: '飞书没有接受',
};

const things: Record<UndoneThing, string> = {
  enrollment: '学习记录',
  learner: '学员',
  cell: '改过的内容',
  link: '关联',
};

/** What an undo has taken back and what it has left: 已撤销 N · 保留 M（原因）· 失败 K. */
export function undoSentences({ undo }: SyncSummary): string[] {
  if (undo === undefined) return [];
  const { undone, kept, failed } = undo;
  if (undone + kept + failed === 0) return ['没有可以撤销的内容。'];
  const why = (among: readonly UndoReason[]) => {
    const counted = among.flatMap((reason) => {
      const count = undo.reasons[reason] ?? 0;
      return count === 0 ? [] : [`${reasons[reason]} ${count}`];
    });
    return counted.length === 0 ? '' : `（${counted.join('，')}）`;
  };
  const ofKept = undoReasons.filter((reason) => reason !== 'refused');
  const parts = [
    `已撤销 ${undone} 处`,
    `保留 ${kept} 处${why(ofKept)}`,
    `失败 ${failed} 处${why(['refused'])}`,
  ];
  return [`${parts.join(' · ')}。`];
}

/** What an undo has left of one row, and why. */
export function explainUndone({ what, field, outcome, reason }: UndoneRow): string {
  const thing = field === null ? things[what] : fieldLabel(field);
  const end = outcome === 'kept' ? '保留' : '没有撤销';
  return reason === null ? `${thing}：${end}` : `${thing}：${end}，${reasons[reason]}`;
}
