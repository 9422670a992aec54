import type { Logger } from '../../log.ts';
import { systemClock } from '../../sync/clock.ts';
import { runChecks } from './check.ts';
import { quickChecks } from './checks.ts';
import { type FeishuConfig, gatherFacts } from './facts.ts';
import type { Finding } from './finding.ts';

/** Whether a sync could work now: the first part of doctor, which writes nothing and repeats nothing. Never rejects. */
export async function runQuickChecks(config: FeishuConfig, log: Logger): Promise<Finding[]> {
  const facts = gatherFacts({ config, clock: systemClock, log });
  const findings: Finding[] = [];
  for await (const finding of runChecks(quickChecks, facts)) findings.push(finding);
  return findings;
}
