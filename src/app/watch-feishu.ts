import type { FeishuOutcome } from './feishu-health.ts';

const betweenChecksMs = 5 * 60_000;

export interface FeishuWatch {
  check(depth: 'credentials' | 'all'): Promise<FeishuOutcome>;
  tell(outcome: FeishuOutcome): void;
  sleep(ms: number): Promise<void>;
  signal: AbortSignal;
}

/**
 * Asks at once and then every 5 minutes whether Feishu can be used, until the signal. As long as all is well only the
 * credentials are asked for: on small plans every call counts, and each sync looks at Base for itself.
 */
export async function watchFeishu({ check, tell, sleep, signal }: FeishuWatch): Promise<void> {
  let isWell = false;
  while (!signal.aborted) {
    const outcome = await check(isWell ? 'credentials' : 'all');
    isWell = outcome.kind === 'ok';
    tell(outcome);
    await sleep(betweenChecksMs);
  }
}
