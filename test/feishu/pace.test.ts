import { describe, expect, it } from 'vitest';
import { waitAfter } from '../../src/feishu/calls/back-off.ts';
import { createPace } from '../../src/feishu/calls/pace.ts';

describe('the wait before another try', () => {
  it('doubles up to a minute', () => {
    expect([1, 2, 3, 7, 8].map((tries) => waitAfter(tries, 1, null))).toEqual([
      1_000, 2_000, 4_000, 60_000, 60_000,
    ]);
  });

  it('is random as a whole', () => {
    expect(waitAfter(3, 0, null)).toBe(0);
    expect(waitAfter(3, 0.25, null)).toBe(1_000);
  });

  it('is never shorter than the gateway asks for', () => {
    expect(waitAfter(1, 0, 7_000)).toBe(7_000);
    expect(waitAfter(1, 0.5, 7_000)).toBe(7_500);
  });
});

describe('the pause before each call', () => {
  it('is none until writes run into each other', () => {
    expect(createPace().pauseMs()).toBe(0);
  });

  it('grows with each conflict, up to a limit', () => {
    const pace = createPace();
    const pauses = Array.from({ length: 5 }, () => {
      pace.slowDown();
      return pace.pauseMs();
    });
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 4_000]);
  });

  it('fades with success', () => {
    const pace = createPace();
    pace.slowDown();
    const pauses = Array.from({ length: 4 }, () => {
      pace.speedUp();
      return pace.pauseMs();
    });
    expect(pauses).toEqual([250, 125, 62.5, 0]);
  });
});
