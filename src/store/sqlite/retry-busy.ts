import { setTimeout as sleep } from 'node:timers/promises';
import { primaryCode, resultCode, resultCodeOf } from './result-codes.ts';

/** Ten seconds; the longest transaction of this service takes a fraction of one. */
const retries = { everyMs: 5, attempts: 2_000 };

/** Whether SQLite refused because another connection holds a lock. */
export function isBusy(thrown: unknown): boolean {
  const code = resultCodeOf(thrown);
  return code !== null && primaryCode(code) === resultCode.BUSY;
}

/**
 * Tries again while another process, thread or handle is busy with the file. SQLite's own waiting (`busy_timeout`)
 * stops the whole thread, so that two handles in one thread would wait for each other in vain.
 * @throws what `attempt` throws, if it is anything else or the others never end
 */
export async function retryBusy<Result>(attempt: () => Result | Promise<Result>): Promise<Result> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!isBusy(thrown) || count === retries.attempts) throw thrown;
      await sleep(retries.everyMs);
    }
  }
}
