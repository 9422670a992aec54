import { expect, it } from 'vitest';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import { syncStateText } from '../../src/wording/sync-states.ts';
import { sampleNeeds, sampleReason, sampleSync } from './sample-sync.ts';

const stopped = { kind: 'stopped', code: 'app_disabled', details: {} } as const;

it.each<[string, Partial<SyncRecord>]>([
  ['等待补充', { status: 'needs_input', needs: sampleNeeds({ course: true }) }],
  ['等待确认', { status: 'needs_input', needs: sampleNeeds({ confirm: [sampleReason('odd_ids')] }) }],
  ['部分失败', { status: 'partial' }],
  ['全部失败', { status: 'failed' }],
  ['没有完成', { status: 'failed', error: stopped }],
  ['预览完成', { status: 'partial', dryRun: true }],
  ['没有可写入的', { status: 'failed', dryRun: true }],
  ['没有完成', { status: 'failed', dryRun: true, error: stopped }],
])('the state of a sync is called %s', (word, sync) => {
  expect(syncStateText(sampleSync(sync), 0)).toBe(word);
});
