import { describe, expect, it } from 'vitest';
import { canGoOn } from '../../src/sync/can-go-on.ts';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import { sampleSummary, sampleSync } from '../wording/sample-sync.ts';

const stopped = { kind: 'stopped', code: 'feishu_busy', details: {} } as const;
const written = sampleSummary({ enrollmentsCreated: 3 });

describe('the rest of a sync is what comes next', () => {
  it.each<[string, Partial<SyncRecord>, boolean]>([
    ['where something stopped it', { status: 'failed', error: stopped }, true],
    ['of a preview, too', { status: 'failed', error: stopped, dryRun: true }, true],
    ['where it was canceled half way', { status: 'canceled', summary: written }, true],
    ['not where nothing was written before', { status: 'canceled' }, false],
    ['not of a canceled preview', { status: 'canceled', summary: written, dryRun: true }, false],
    ['not where it went through', { status: 'succeeded', summary: written }, false],
    ['not where the file is at fault', { error: { kind: 'file', refusal: { code: 'empty_file' } } }, false],
    ['not where the file is gone', { error: { ...stopped, code: 'file_deleted' } }, false],
    ['not where it was taken back', { status: 'failed', error: stopped, undoneBy: 'x' }, false],
    ['not of an undo', { status: 'failed', error: stopped, kind: 'undo' }, false],
  ])('%s', (_, over, expected) => {
    expect(canGoOn(sampleSync(over))).toBe(expected);
  });
});
