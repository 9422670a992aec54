import { describe, expect, it } from 'vitest';
import type { SyncNeeds } from '../../src/sync/sync-record.ts';
import type { SyncSummary } from '../../src/sync/sync-report.ts';
import { confirmLabel, rerunLabel, writeLabel } from '../../src/wording/button-labels.ts';
import { describeSync } from '../../src/wording/describe-sync.ts';
import { sampleNeeds, sampleQueue, sampleReason, sampleSummary, sampleSync } from './sample-sync.ts';

describe('the button that does a sync again', () => {
  it.each<[boolean, Partial<SyncSummary>, string]>([
    [false, {}, '重新同步'],
    [false, { rowsFailed: 3 }, '重新同步'],
    [false, { rowsFailed: 1490, rowsInDoubt: 10, rowsNotWritten: 1480 }, '继续（还差1,490条）'],
    [true, { rowsNotWritten: 3 }, '重新预览'],
  ])('of a preview %s, with %j, is %s', (dryRun, summary, label) => {
    expect(rerunLabel({ dryRun, summary: sampleSummary(summary) })).toBe(label);
  });

  it.each(['page', 'chat'] as const)('is what the sentences in %s name', (channel) => {
    const summary = sampleSummary({ rows: 9, enrollmentsCreated: 2, rowsFailed: 7, rowsNotWritten: 7 });
    const error = { kind: 'stopped', code: 'feishu_busy', details: {} } as const;
    const sync = sampleSync({ status: 'failed', finishedAt: new Date(), summary, error });
    expect(describeSync(sync, sampleQueue(), channel).join('')).toContain(`点“${rerunLabel(sync)}”`);
  });
});

describe('the button that agrees', () => {
  const undo = (over: Partial<Record<'enrollments' | 'learners' | 'cells' | 'links', number>>) => ({
    code: 'undo' as const,
    figures: { enrollments: 0, learners: 0, cells: 0, links: 0, laterSyncs: 0, ...over },
    examples: [],
  });

  it.each<['sync' | 'undo', Partial<SyncNeeds>, string]>([
    ['sync', { confirm: [sampleReason('many_updates')], writes: 1041 }, '写入1,041条'],
    ['sync', { confirm: [sampleReason('many_updates')] }, '确认并继续'],
    ['undo', { confirm: [undo({ enrollments: 41, learners: 12, cells: 3 })] }, '确认撤销41条学习记录'],
    ['undo', { confirm: [undo({ learners: 12, cells: 3 })] }, '确认撤销12位新学员'],
    ['undo', { confirm: [undo({ cells: 3, links: 1 })] }, '确认撤销4处改动'],
    ['undo', {}, '确认撤销'],
  ])('to what a %s asks by %j is %s', (kind, needs, label) => {
    expect(confirmLabel({ kind, needs: sampleNeeds(needs) })).toBe(label);
  });

  it.each(['page', 'chat'] as const)('is what the sentences in %s name', (channel) => {
    const needs = sampleNeeds({ confirm: [sampleReason('many_updates')], writes: 90 });
    const sync = sampleSync({ status: 'needs_input', needs });
    expect(describeSync(sync, sampleQueue(), channel).join('')).toContain('再点“写入90条”');
  });
});

it('a preview is written by a button that says how much', () => {
  expect(writeLabel(1288)).toBe('写入1,288条');
});
