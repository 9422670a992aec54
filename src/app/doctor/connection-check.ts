import type { CheckedConnection } from '../../http/check-route.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import { notInSandbox } from '../../wording/doctor/feishu-findings.ts';
import { findingLines } from '../../wording/doctor/labels.ts';
import type { Config } from '../config.ts';
import { checkQuickly, codeOf } from './check-quickly.ts';
import { type Finding, isWell, skipped } from './finding.ts';

/** The quick part of doctor for a running service, which many may ask at once. */
export interface ConnectionCheck {
  /** Whoever asks within seconds gets the same answer. Never rejects. */
  run(): Promise<CheckedConnection>;
  /** Of the last check, for machines: `ok`, the code of what has to be mended, or null before the first. */
  lastCode(): string | null;
}

const keptMs = 10_000;

export function createConnectionCheck(config: Config, clock: Clock, log: Logger): ConnectionCheck {
  let latest: { answer: Promise<CheckedConnection>; until: number } | null = null;
  let lastCode: string | null = null;
  const check = async () => {
    const findings = await findingsOf(config, log);
    lastCode = codeOf(findings);
    log.info({ code: lastCode }, 'checked the connection to Feishu');
    return { ok: isWell(findings), lines: findings.map(findingLines) };
  };
  return {
    run() {
      const now = clock.monotonic();
      if (latest === null || now > latest.until) latest = { answer: check(), until: now + keptMs };
      return latest.answer;
    },
    lastCode: () => lastCode,
  };
}

async function findingsOf(config: Config, log: Logger): Promise<Finding[]> {
  return config.mode === 'feishu'
    ? checkQuickly(config, log)
    : [{ check: 'platform', ...skipped(notInSandbox) }];
}
