import { parseArgs } from 'node:util';
import { createLog } from '../../log.ts';
import { systemClock } from '../../sync/clock.ts';
import * as say from '../../wording/doctor/doctor-sentences.ts';
import { notInSandbox, sandboxSettings, settingsRead } from '../../wording/doctor/feishu-findings.ts';
import { findingLines } from '../../wording/doctor/labels.ts';
import { type Config, readConfig } from '../config.ts';
import { runChecks } from '../doctor/check.ts';
import { checkMachine } from '../doctor/check-machine.ts';
import { feishuChecks } from '../doctor/checks.ts';
import { type FeishuConfig, gatherFacts } from '../doctor/facts.ts';
import { bad, type Finding, good, isWell, skipped } from '../doctor/finding.ts';
import { gatherLocalFacts, type LocalFacts } from '../doctor/local-facts.ts';
import { readEnvironment } from '../environment.ts';
import { localOrigin } from '../local-origin.ts';
import { sandboxFolder } from '../sandbox-mode.ts';
import { printProblem } from './print-problem.ts';

const options = {
  json: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * Looks at everything that a sync needs, and says of each thing how it is and what to click.
 * @param args what stands behind `doctor` on the command line
 * @returns 0 if nothing has to be mended, else 1
 */
export async function runDoctorCommand(args: readonly string[]): Promise<number> {
  const parsed = parse(args);
  if (parsed === null) return printProblem(say.doctorUsage);
  if (parsed.help) {
    console.log(say.doctorUsage);
    return 0;
  }
  return examine(readEnvironment(), parsed);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    // parseArgs throws for whatever it does not know: https://nodejs.org/api/util.html#utilparseargsconfig
    return null;
  }
}

export interface DoctorFlags {
  /** For scripts. */
  json: boolean;
  /** A record may be written and removed. */
  write: boolean;
}

/** @returns the exit code of `runDoctorCommand` */
export async function examine(environment: NodeJS.ProcessEnv, flags: DoctorFlags): Promise<number> {
  const findings: Finding[] = [];
  let botName = '';
  for await (const found of examinations(environment, flags.write)) {
    if (found.kind === 'bot') botName = found.name;
    else {
      findings.push(found.finding);
      if (!flags.json) console.log(findingLines(found.finding));
    }
  }
  const ok = isWell(findings);
  if (flags.json) console.log(JSON.stringify({ ok, findings }, null, 2));
  else console.log(say.doctorEnds(ok, botName));
  return ok ? 0 : 1;
}

type Found = { kind: 'finding'; finding: Finding } | { kind: 'bot'; name: string };

async function* examinations(environment: NodeJS.ProcessEnv, mayWrite: boolean): AsyncGenerator<Found> {
  const found = (finding: Finding): Found => ({ kind: 'finding', finding });
  const reading = readConfig(environment);
  if (reading.kind === 'refused') {
    for (const problem of reading.problems) yield found({ check: 'settings', ...settingBad(problem) });
    yield* checkMachine(gatherLocalFacts(dataDirOf(environment), null), '.env').map(found);
    return;
  }
  const { config } = reading;
  const local = gatherLocalFacts(folderOf(config), localOrigin(config));
  if (config.mode === 'sandbox') {
    yield found({ check: 'settings', ...good(sandboxSettings) });
    yield found({ check: 'platform', ...skipped(notInSandbox) });
  } else yield* examineFeishu(config, local, mayWrite);
  yield* checkMachine(local, '.env').map(found);
}

async function* examineFeishu(
  config: FeishuConfig,
  local: LocalFacts,
  mayWrite: boolean,
): AsyncGenerator<Found> {
  const facts = gatherFacts({ config, clock: systemClock, log: createLog('silent') });
  yield { kind: 'finding', finding: { check: 'settings', ...good(settingsRead(config.feishu.domain)) } };
  for await (const finding of runChecks(feishuChecks(local, mayWrite), facts))
    yield { kind: 'finding', finding };
  if (config.bot.kind !== 'off')
    yield {
      kind: 'bot',
      name: await facts.bot().then(
        ({ name }) => name,
        () => '',
      ),
    };
}

function settingBad(problem: string) {
  return bad('settings', { message: `${problem}。`, hint: say.mendSettings });
}

function folderOf(config: Config): string {
  return config.mode === 'sandbox' ? sandboxFolder(config.dataDir) : config.dataDir;
}

/** Where the data would be, though the settings as a whole cannot be used. */
function dataDirOf({ DATA_DIR }: NodeJS.ProcessEnv): string {
  return DATA_DIR?.trim() || './data';
}
