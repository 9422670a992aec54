import type { FeishuOutcome } from './feishu-health.ts';

const betweenChecksMs = 5 * 60_000;
/** What is wrong for so many looks, an hour, is not mended soon; then so many calls a day would be too many for a small plan. */
const looksInARow = 12;
const betweenLateLooksMs = 30 * 60_000;

export interface FeishuWatch {
  check(depth: 'credentials' | 'all'): Promise<FeishuOutcome>;
  tell(outcome: FeishuOutcome): void;
  sleep(ms: number): Promise<void>;
  signal: AbortSignal;
}

/**
 * Asks at once and then every 5 minutes whether Feishu can be used, until the signal; every half hour once something has been
 * wrong for an hour. As long as all is well only the credentials are asked for: on small plans every call counts, and each
 * sync looks at Base for itself, so that nobody waits for the next look.
 */
export async function watchFeishu({ check, tell, sleep, signal }: FeishuWatch): Promise<void> {
  let isWell = false;
  let wrongLooks = 0;
  while (!signal.aborted) {
    const outcome = await check(isWell ? 'credentials' : 'all');
    isWell = outcome.kind === 'ok';
    wrongLooks = isWell ? 0 : wrongLooks + 1;
    tell(outcome);
    await sleep(wrongLooks > looksInARow ? betweenLateLooksMs : betweenChecksMs);
  }
}
