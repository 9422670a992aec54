import type { Logger } from '../log.ts';

/** Work that nobody waits for. What is lost when the process dies must be harmless. */
export interface Background {
  /** @param task names the work in the log if it fails */
  start(task: string, work: () => Promise<void>): void;
  /** Waits until all that was started has ended. */
  idle(): Promise<void>;
}

export function createBackground(log: Logger): Background {
  const running = new Set<Promise<void>>();
  return {
    start(task, work) {
      const done = work()
        .catch((err: unknown) => log.error({ err, task }, 'work in the background failed'))
        .finally(() => running.delete(done));
      running.add(done);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
