import { type ErrorCode, toAppError } from '../../errors.ts';
import { skippedForNow } from '../../wording/doctor/feishu-findings.ts';
import type { CheckName } from '../../wording/doctor/labels.ts';
import { explainErrorCode } from '../../wording/explain-error.ts';
import { nextSteps } from '../../wording/next-steps.ts';
import type { Facts } from './facts.ts';
import { bad, type Finding, type Saying, skipped } from './finding.ts';

/** Looks at one thing. What it needs and another check has found missing, it throws as that other check did. */
export interface Check {
  name: CheckName;
  /** @throws AppError for what has a sentence of its own */
  run(facts: Facts): Promise<Saying[]>;
}

/**
 * Runs the checks in their order. A cause is told once, where it is met first; whatever runs into the same one is skipped.
 */
export async function* runChecks(checks: readonly Check[], facts: Facts): AsyncGenerator<Finding> {
  const told = new Set<unknown>();
  for (const { name, run } of checks) {
    const sayings = await run(facts).catch((thrown: unknown) => {
      const cause = causeOf(thrown);
      if (told.has(cause)) return [skipped(skippedForNow)];
      told.add(cause);
      return [explained(thrown, facts)];
    });
    for (const saying of sayings) {
      if (saying.mark === 'bad') told.add(saying.code);
      yield { check: name, ...saying };
    }
  }
}

/** Codes that stand for any number of causes. */
const vague: ReadonlySet<ErrorCode> = new Set(['feishu_refused', 'internal']);

/** What is the same for everything that fails for one reason. */
function causeOf(thrown: unknown): unknown {
  const { code } = toAppError(thrown);
  return vague.has(code) ? thrown : code;
}

const steps = { ...nextSteps('cli', false), rerun: '再检查一次', rerunLater: '再检查一次' };

function explained(thrown: unknown, { log }: Facts): Saying {
  const { code, details, cause } = toAppError(thrown);
  if (code === 'internal') log.error({ err: cause }, 'a check failed');
  return bad(code, explainErrorCode(code, details, steps));
}
