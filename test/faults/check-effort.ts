import { expect } from 'vitest';
import type { FaultHarness } from './fault-harness.ts';
import { type Cell, isCall } from './fault-matrix.ts';

/** A sync without trouble makes 13; looking for rows in doubt takes a few at a time. */
const mostCalls = 80;
/** Tries of one call, at most. */
const mostTries = 24;
const longestWaitMs = 60_000;

/** No fault is answered by hammering: few calls, and waits between them that grow and differ. */
export async function checkEffort(harness: FaultHarness, { call, fault, times }: Cell): Promise<void> {
  const calls = await harness.calls();
  expect(calls.length, 'calls in all').toBeLessThanOrEqual(mostCalls);
  const tries = calls.filter(({ method, path }) => isCall(call, `${method} ${path}`)).length;
  expect(tries, 'tries').toBeLessThanOrEqual(mostTries);
  const { backOffs } = harness;
  const resetMs = fault.resetMs ?? 0;
  for (const ms of backOffs) expect(ms, 'a wait').toBeLessThanOrEqual(longestWaitMs + resetMs);
  if (fault.meaning === 'token_invalid') return;
  expect(harness.clock.slept.length, 'waits').toBeGreaterThan(0);
  if (fault.meaning !== 'busy') return;
  expect(harness.phases).toContain('backing_off');
  for (const ms of backOffs) expect(ms, 'as long as Feishu says').toBeGreaterThan(resetMs);
  if (times === 1) return;
  const random = backOffs.map((ms) => ms - resetMs);
  expect(new Set(random).size, 'waits differ').toBeGreaterThan(3);
  expect(Math.max(...random.slice(4)), 'waits grow').toBeGreaterThan(Math.max(...random.slice(0, 2)));
}
