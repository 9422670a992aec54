import { describe, expect, it } from 'vitest';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import type { UndoneRow } from '../../src/sync/undo-report.ts';
import { describeSync } from '../../src/wording/describe-sync.ts';
import { syncStateText } from '../../src/wording/sync-states.ts';
import { explainKept } from '../../src/wording/undo-sentences.ts';
import { sampleNeeds, sampleQueue, sampleSummary, sampleSync } from './sample-sync.ts';

const undo = (over: Partial<SyncRecord>) => sampleSync({ kind: 'undo', undoes: 'first', ...over });
const say = (over: Partial<SyncRecord>) => describeSync(undo(over), sampleQueue(), 'page');
const undone = sampleSummary({
  undo: { undone: 38, kept: 3, failed: 1, reasons: { edited: 2, in_later_roster: 1, refused: 1 } },
});

describe('an undo says', () => {
  it.each<[string, Partial<SyncRecord>, string[]]>([
    ['that it waits', { status: 'queued' }, ['排队中，马上开始。']],
    [
      'how far it is',
      { status: 'running', progress: { phase: 'writing_learners', done: 4, total: 9 } },
      ['正在撤销第5项…（共9项）'],
    ],
    [
      'what it has come to',
      { status: 'partial', summary: undone },
      ['已撤销 38 · 保留 3（改过了2、后来的名单里也有1、飞书不接受1） · 失败 1'],
    ],
    [
      'what is done when it is canceled',
      { status: 'canceled', summary: undone },
      ['已取消，其余没有撤销：已撤销 38 · 保留 3（改过了2、后来的名单里也有1、飞书不接受1） · 失败 1'],
    ],
  ])('%s', (_what, over, sentences) => {
    expect(say(over)).toEqual(sentences);
  });

  it('what to do when it stops', () => {
    const error = { kind: 'stopped', code: 'feishu_busy', details: {} } as const;
    const sentences = say({ status: 'failed', summary: undone, error }).join('');
    expect(sentences).toMatch(/^撤销中断，其余没有撤销：已撤销 38/);
    expect(sentences).toContain('再撤销一次');
    expect(sentences).not.toContain('重新同步');
  });

  it('what it would do, and what does not come back', () => {
    const figures = { enrollments: 41, learners: 3, cells: 2, links: 0, laterSyncs: 1 };
    const needs = sampleNeeds({ confirm: [{ code: 'undo', figures, examples: [] }] });
    const sentences = say({ status: 'needs_input', needs }).join('');
    expect(sentences).toContain('最多撤销41条学习记录、3位新学员、2个改过的单元格，请先确认');
    expect(sentences).toContain('评论');
    expect(sentences).toContain('直接在学习记录表里改课程名更快');
    expect(sentences).toContain('还没有撤销任何内容');
  });
});

it('the state of a sync that was taken back is 已撤销', () => {
  expect(syncStateText(sampleSync({ status: 'succeeded', isUndone: true }), 0)).toBe('已撤销');
  expect(syncStateText(undo({ status: 'succeeded' }), 0)).toBe('撤销完毕');
});

it('each thing says what became of it', () => {
  const row: UndoneRow = {
    ...{ line: 2, sheet: null, userId: 'u_1', what: 'cell', field: 'nickname' },
    ...{ outcome: 'kept', reason: 'edited' },
  };
  expect(explainKept(row)).toBe('昵称：保留（改过了）');
  expect(explainKept({ ...row, what: 'learner', field: null, outcome: 'failed', reason: 'refused' })).toBe(
    '学员：没有撤销（飞书不接受），请到多维表格里核对',
  );
  expect(explainKept({ ...row, what: 'link', field: null, outcome: 'undone', reason: null })).toBe(
    '关联：已撤销',
  );
});
