import { describe, expect, it } from 'vitest';
import { syncTiming } from '../../src/sync/timing.ts';

const { callLimitMs, tryLimitMs, retryLimitMs, searchLagMs, recentMs, absenceProofMs } = syncTiming;

describe('the times on which exactly once rests', () => {
  it('let the tries of a call and of the token that it needs end within the time allowed for them', () => {
    expect(2 * (tryLimitMs + callLimitMs)).toBeLessThanOrEqual(retryLimitMs + callLimitMs);
  });

  it('look for records for longer than search may lag behind a call that still runs', () => {
    expect(recentMs).toBeGreaterThan(callLimitMs + searchLagMs);
  });

  it('keep in mind what was written until its absence proves that it was deleted', () => {
    expect(recentMs).toBeGreaterThan(absenceProofMs);
  });
});
