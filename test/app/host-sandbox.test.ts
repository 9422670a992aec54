import { expect, it } from 'vitest';
import { hostSandbox } from '../../src/app/host-sandbox.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

/** A store whose lock somebody holds at so many tries. */
function storeHeld(times: number) {
  const done: string[] = [];
  let tries = 0;
  return {
    done,
    workerLock: {
      async tryAcquire() {
        tries += 1;
        if (tries <= times) return null;
        done.push('locked');
        return { release: async () => void done.push('released') } as never;
      },
    },
    startOver: async () => void done.push('forgotten'),
  };
}

it('forgets and resets once nobody works, and lets nobody in between', async () => {
  const store = storeHeld(3);
  await hostSandbox(store, createFakeClock()).aroundReset(() => store.done.push('reset'));
  expect(store.done).toEqual(['locked', 'forgotten', 'reset', 'released']);
});

it('does nothing while somebody works on and on, and says so', async () => {
  const store = storeHeld(Number.POSITIVE_INFINITY);
  const clock = createFakeClock();
  const reset = hostSandbox(store, clock).aroundReset(() => store.done.push('reset'));
  await expect(reset).rejects.toMatchObject({ status: 409, message: '有名单正在同步，请等它结束再重置。' });
  expect(store.done).toEqual([]);
  expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(10_000);
});
