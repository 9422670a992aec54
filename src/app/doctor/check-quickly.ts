import type { Logger } from '../../log.ts';
import { systemClock } from '../../sync/clock.ts';
import { runChecks } from './check.ts';
import { quickChecks } from './checks.ts';
import { type FeishuConfig, gatherFacts } from './facts.ts';
import type { Finding } from './finding.ts';

/** Whether a sync could work now: the first part of doctor, which writes nothing and repeats nothing. Never rejects. */
export async function checkQuickly(config: FeishuConfig, log: Logger): Promise<Finding[]> {
  const facts = gatherFacts({ config, clock: systemClock, log, waits: false });
  const findings: Finding[] = [];
  for await (const finding of runChecks(quickChecks, facts)) findings.push(finding);
  return findings;
}

/** For machines: the code of the first thing that has to be mended, `ok` if there is none. */
export function codeOf(findings: readonly Finding[]): string {
  return findings.find(({ mark }) => mark === 'bad')?.code ?? 'ok';
}
