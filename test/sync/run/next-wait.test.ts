import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../src/errors.ts';
import { nextWait } from '../../../src/sync/run/next-wait.ts';
import { waitTiming } from '../../../src/sync/run/wait-timing.ts';
import { type SyncWait, type WaitCode, waitCodes } from '../../../src/sync/sync-record.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Every wait of a sync whose tries take `tryMs` and always meet `codeOf` their number; ends with null, or after 500. */
function waitsOf(codeOf: (tries: number) => WaitCode, tryMs = 0): SyncWait[] {
  const waits: SyncWait[] = [];
  let now = 0;
  let last: SyncWait | null = null;
  while (waits.length < 500) {
    last = nextWait({ code: codeOf(waits.length), details: {} }, last, now, waitTiming);
    if (last === null) break;
    waits.push(last);
    now = last.nextTryAt + tryMs;
  }
  return waits;
}

const minutes = (waits: SyncWait[]) => waits.map(({ setAt, nextTryAt }) => (nextTryAt - setAt) / minute);

describe('the next wait of a sync', () => {
  it.each(waitCodes)('for %s grows to ten minutes', (code) => {
    const waits = waitsOf(() => code);
    expect(minutes(waits.slice(0, 6))).toEqual([1, 2, 5, 10, 10, 10]);
    expect(waits.every(({ since }) => since === 0)).toBe(true);
  });

  it.each([
    ['feishu_unreachable', 24 * hour],
    ['feishu_busy', 2 * hour],
    // 400 s in which it may be tried, 30 s for an answer, 15 s for search; then an hour.
    ['in_doubt', 445_000 + hour],
  ] as const)('for %s ends after %i ms, tried for a last time then', (code, limit) => {
    expect(waitsOf(() => code).at(-1)?.nextTryAt).toBe(limit);
  });

  it('counts the time that tries take', () => {
    const waits = waitsOf(() => 'feishu_busy', 3 * minute);
    expect(waits.at(-1)?.nextTryAt).toBeGreaterThan(2 * hour - 15 * minute);
    expect(waits.at(-1)?.nextTryAt).toBeLessThanOrEqual(2 * hour);
  });

  it('ends for each reason by itself, but goes on where the last one was', () => {
    const waits = waitsOf((tries) => (tries % 2 === 0 ? 'feishu_busy' : 'feishu_unreachable'));
    expect(minutes(waits.slice(0, 5))).toEqual([1, 2, 5, 10, 10]);
    const busy = waits.filter(({ code }) => code === 'feishu_busy');
    expect(minutes(busy).reduce((sum, wait) => sum + wait, 0)).toBe(120);
  });

  it.each([
    ['forward', 30 * 24 * hour],
    ['back', -30 * 24 * hour],
  ])('is not the last one because the clock jumped %s', (_where, jump) => {
    const stop = { code: 'feishu_busy', details: {} } as const;
    const first = nextWait(stop, null, 40 * 24 * hour, waitTiming);
    const now = (first?.nextTryAt ?? 0) + jump;
    expect(nextWait(stop, first, now, waitTiming)).toMatchObject({ setAt: now, nextTryAt: now + 2 * minute });
  });

  it('is none for what does not pass by itself', () => {
    const stopping = errorCodes.filter(
      (code) => nextWait({ code, details: {} }, null, 0, waitTiming) === null,
    );
    expect(errorCodes.filter((code) => !stopping.includes(code)).sort()).toEqual([...waitCodes].sort());
  });
});
