import { parseArgs } from 'node:util';
import { createLog } from '../../log.ts';
import { systemClock } from '../../sync/clock.ts';
import { refusesToStart } from '../../wording/config-problems.ts';
import * as say from '../../wording/doctor/doctor-sentences.ts';
import { notInSandbox, sandboxSettings, settingsRead } from '../../wording/doctor/feishu-findings.ts';
import { findingLines } from '../../wording/doctor/labels.ts';
import type { ConfigReading } from '../config.ts';
import { runChecks } from '../doctor/check.ts';
import { checkIdColumns, forgetIdColumn } from '../doctor/check-id-columns.ts';
import { checkMachine, type MachineFacts, thisMachine } from '../doctor/check-machine.ts';
import { feishuChecks } from '../doctor/checks.ts';
import { type FeishuConfig, gatherFacts } from '../doctor/facts.ts';
import { advice, bad, type Finding, good, isWell, skipped } from '../doctor/finding.ts';
import { gatherLocalFacts, type LocalFacts } from '../doctor/local-facts.ts';
import { readOwnConfig } from '../environment.ts';
import { localOrigin } from '../local-origin.ts';
import { storePlaceOf } from '../store-place.ts';
import { flagProblem } from './flag-problem.ts';
import { reportProblem, wantsJson } from './print-problem.ts';

const options = {
  json: { type: 'boolean' },
  write: { type: 'boolean' },
  'forget-column': { type: 'string' },
} as const;

/**
 * Looks at everything that a sync needs, and says of each thing how it is and what to click.
 * @param args what stands behind `doctor` on the command line
 * @returns 0 if nothing has to be mended, else 1
 */
export async function runDoctorCommand(args: readonly string[]): Promise<number> {
  const problem = flagProblem(args, options);
  if (problem !== null)
    return reportProblem(
      { code: 'invalid_arguments', message: problem, hint: say.seeDoctorHelp },
      wantsJson(args),
    );
  const { values } = parseArgs({ ...{ args: [...args], options }, allowPositionals: true });
  const { json = false, write = false, 'forget-column': column } = values;
  if (column !== undefined) return forgetColumn(column, json);
  return examine(readOwnConfig(), { json, write });
}

/** @returns 0 if an answer is forgotten, else 1 */
async function forgetColumn(title: string, json: boolean): Promise<number> {
  const reading = readOwnConfig();
  if (reading.kind === 'refused')
    return reportProblem({ code: 'invalid_settings', message: refusesToStart(reading.problems) }, json);
  const { config } = reading;
  const local = await gatherLocalFacts(storePlaceOf(config), null);
  const forgotten = await forgetIdColumn(config, local, createLog('warn'), title);
  if (forgotten === 0)
    return reportProblem({ code: 'column_not_remembered', message: say.columnNotRemembered(title) }, json);
  console.log(json ? JSON.stringify({ forgotten }) : say.columnForgotten(title));
  return 0;
}

export interface DoctorFlags {
  /** For scripts. */
  json: boolean;
  /** A record may be written and removed. */
  write: boolean;
}

/** @returns the exit code of `runDoctorCommand` */
export async function examine(reading: ConfigReading, flags: DoctorFlags): Promise<number> {
  const findings: Finding[] = [];
  let botName = '';
  for await (const found of examinations(reading, flags.write)) {
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

async function* examinations(reading: ConfigReading, mayWrite: boolean): AsyncGenerator<Found> {
  const found = (finding: Finding): Found => ({ kind: 'finding', finding });
  if (reading.kind === 'refused') {
    for (const problem of reading.problems) yield found({ check: 'settings', ...settingBad(problem) });
    yield* checkMachine(await factsDespite(process.env), '.env', thisMachine).map(found);
    return;
  }
  const { config, remarks } = reading;
  const local = await gatherLocalFacts(storePlaceOf(config), localOrigin(config));
  if (config.mode === 'sandbox') {
    yield found({ check: 'settings', ...good(sandboxSettings) });
    yield found({ check: 'platform', ...skipped(notInSandbox) });
  } else yield* examineFeishu(config, local, mayWrite);
  for (const remark of remarks) yield found({ check: 'settings', ...settingRemark(remark) });
  yield* checkMachine(local, '.env', thisMachine).map(found);
  yield* (await checkIdColumns(config, local, createLog('silent'))).map(found);
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

function settingRemark(remark: string) {
  return advice('settings', { message: `${remark}。`, hint: say.mendSettings });
}

function settingBad(problem: string) {
  return bad('settings', { message: `${problem}。`, hint: say.mendSettings });
}

/** What can be seen though the settings as a whole cannot be used. Of data on a server the folder says nothing. */
async function factsDespite(environment: NodeJS.ProcessEnv): Promise<MachineFacts> {
  const { DATA_DIR, DATABASE_URL, DATABASE_URL_FILE } = environment;
  if (DATABASE_URL?.trim() || DATABASE_URL_FILE?.trim()) return { dataDir: null, database: null };
  return gatherLocalFacts({ dataDir: DATA_DIR?.trim() || './data' }, null);
}
