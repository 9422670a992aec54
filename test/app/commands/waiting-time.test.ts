import { describe, expect, it } from 'vitest';
import { isLongEnough, type WaitingTime, waitingTime } from '../../../src/app/commands/waiting-time.ts';
import { sampleQueue, sampleSync, sampleWait } from '../../wording/sample-sync.ts';

const minute = 60_000;
const free = sampleQueue();
const waiting = sampleSync({ lastWait: sampleWait() });
const tried = sampleSync({ status: 'running', lastWait: sampleWait() });
const queued = sampleSync();
const running = sampleSync({ status: 'running' });

describe('how long a command has waited with its sync', () => {
  it.each([
    ['begins when the sync waits', null, waiting, free, { since: 5 }],
    ['begins when the queue is held', null, queued, sampleQueue({ before: 1, held: true }), { since: 5 }],
    ['goes on while the sync waits', { since: 2 }, waiting, free, { since: 2 }],
    ['goes on while the sync is tried', { since: 2 }, tried, free, { since: 2 }],
    ['does not begin while others are worked on', null, queued, sampleQueue({ before: 1 }), null],
    ['does not begin because it waited before', null, tried, free, null],
    ['ends when the queue goes on', { since: 2 }, queued, sampleQueue({ before: 1 }), null],
    ['ends when the sync is worked on', { since: 2 }, running, free, null],
  ] as const)('%s', (_what, before: WaitingTime | null, sync, queue, after) => {
    expect(waitingTime(before, sync, queue, 5)).toEqual(after);
  });

  it.each([
    ['not at all with 0 minutes', { since: 0 }, waiting, 0, 0, true],
    ['until the minutes are over', { since: 0 }, waiting, 15 * minute - 1, 15, false],
    ['no longer than the minutes', { since: 0 }, waiting, 15 * minute, 15, true],
    ['to the end of a try', { since: 0 }, tried, 16 * minute, 15, false],
    ['for as long as others are worked on', null, queued, 99 * minute, 15, false],
  ] as const)('lasts %s', (_what, since, sync, now, minutes, enough) => {
    expect(isLongEnough(since, sync, now, minutes)).toBe(enough);
  });
});
