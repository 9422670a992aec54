import type { CheckedConnection } from '../../http/check-route.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import { notInSandbox } from '../../wording/doctor/feishu-findings.ts';
import { findingLines } from '../../wording/doctor/labels.ts';
import type { Config } from '../config.ts';
import { type Finding, isWell, skipped } from './finding.ts';

const keptMs = 10_000;

/**
 * The quick part of doctor for a running service. Many may ask at once: whoever asks within seconds gets the same answer.
 * @returns a function that never rejects
 */
export function createConnectionCheck(
  config: Config,
  clock: Pick<Clock, 'monotonic'>,
  log: Logger,
): () => Promise<CheckedConnection> {
  let latest: { answer: Promise<CheckedConnection>; until: number } | null = null;
  return () => {
    const now = clock.monotonic();
    if (latest === null || now > latest.until) latest = { answer: check(config, log), until: now + keptMs };
    return latest.answer;
  };
}

async function check(config: Config, log: Logger): Promise<CheckedConnection> {
  const findings = await findingsOf(config, log);
  return { ok: isWell(findings), lines: findings.map(findingLines) };
}

async function findingsOf(config: Config, log: Logger): Promise<Finding[]> {
  if (config.mode === 'sandbox') return [{ check: 'platform', ...skipped(notInSandbox) }];
  // Only here, so that a service whose pages nobody checks does not hold the SDK twice.
  const { runQuickChecks } = await import('./run-quick-checks.ts');
  return runQuickChecks(config, log);
}
