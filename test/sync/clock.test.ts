import { expect, it, vi } from 'vitest';
import { interruptible, systemClock } from '../../src/sync/clock.ts';

const minuteMs = 60_000;

it('wakes a crowd of sleepers at once, and Node takes them for no leak', async () => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const stop = new AbortController();
  const clock = interruptible(systemClock, stop.signal, () => new Error('stop'));
  const sleepers = Array.from({ length: 100 }, () => clock.sleep(minuteMs));
  stop.abort();
  const ends = await Promise.allSettled(sleepers);
  expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
  await expect(clock.sleep(1)).rejects.toThrow('stop');
  expect(warned).not.toHaveBeenCalled();
  warned.mockRestore();
});

it('lets everybody sleep to the end while nobody says stop', async () => {
  const clock = interruptible(systemClock, new AbortController().signal, () => new Error('stop'));
  await Promise.all([clock.sleep(1), clock.sleep(2)]);
});
