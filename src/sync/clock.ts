/** Time comes in from outside, so that tests decide what it is. */
export interface Clock {
  /** Epoch milliseconds, as the system tells them; it can jump either way, so nothing is ever proved by it. */
  now(): number;
  /** Milliseconds since some moment; never jumps. What waiting is measured by. */
  monotonic(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** A clock whose sleepers are woken, with the given error, as soon as the signal says stop. */
export function interruptible(clock: Clock, signal: AbortSignal, interruption: () => Error): Clock {
  // One listener for all: a crowd of sleepers is nothing unusual, but Node takes many listeners for a leak.
  const sleepers = new Set<() => void>();
  signal.addEventListener('abort', () => sleepers.forEach((wake) => void wake()), { once: true });
  return {
    now: clock.now,
    monotonic: clock.monotonic,
    sleep: (ms) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(interruption());
        const wake = () => reject(interruption());
        sleepers.add(wake);
        const over = () => sleepers.delete(wake);
        clock.sleep(ms).then(resolve, reject).finally(over);
      }),
  };
}
