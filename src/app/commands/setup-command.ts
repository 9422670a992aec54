import { randomUUID } from 'node:crypto';
import { readAppScopes } from '../../feishu/admin/app-scopes.ts';
import { type AdminCalls, connectAdmin } from '../../feishu/admin/connect-admin.ts';
import { missingScopes, neededScopes, scopesToImport } from '../../feishu/admin/needed-scopes.ts';
import type { PlatformApp } from '../../feishu/calls/connect-calls.ts';
import { createTenantToken } from '../../feishu/calls/tenant-token.ts';
import { createLog } from '../../log.ts';
import { systemClock } from '../../sync/clock.ts';
import { refusesToStart } from '../../wording/config-problems.ts';
import * as say from '../../wording/setup-sentences.ts';
import { readConfig } from '../config.ts';
import { readEnvironment } from '../environment.ts';
import { addOperator } from '../setup/add-operator.ts';
import { completeTables, type TableWishes } from '../setup/complete-tables.ts';
import type { EnvSetting } from '../setup/env-file.ts';
import { findApp } from '../setup/find-app.ts';
import { findBase } from '../setup/find-base.ts';
import { type Interview, startInterview } from '../setup/interview.ts';
import { offerAnalysis } from '../setup/offer-analysis.ts';
import { offerEnv } from '../setup/offer-env.ts';
import { readSetupSettings, type SetupSettings } from '../setup/read-settings.ts';
import { done, ended, type SetupContext, type SetupFlags, type Step } from '../setup/setup-context.ts';
import { examine } from './doctor-command.ts';
import { printProblem } from './print-problem.ts';
import { readSetupFlags } from './setup-arguments.ts';

/**
 * Makes or completes the Base and its two tables, writes the settings, and ends with doctor.
 * @param args what stands behind `setup` on the command line
 * @returns 0 if all is set up and doctor finds nothing to mend, else 1
 */
export async function runSetupCommand(args: readonly string[]): Promise<number> {
  const reading = readSetupFlags(args);
  if (reading.kind === 'refused') return printProblem(`${reading.problem}\n${say.seeSetupHelp}`);
  const interview = startInterview(process.stdin, process.stdout);
  try {
    const given = readEnvironment();
    if (given.kind === 'refused') return printProblem(refusesToStart(given.problems));
    const step = await setUp(interview, reading.flags, given.environment);
    if (step.kind === 'ended') return printProblem(step.sentence);
    interview.say(say.nowChecking);
    const configured = readConfig({ ...given.environment, ...step.result });
    return await examine(configured, { json: false, write: false });
  } finally {
    interview.close();
  }
}

const patienceMs = 30_000;

/** @returns the settings with which the service is to start */
async function setUp(
  interview: Interview,
  flags: SetupFlags,
  environment: NodeJS.ProcessEnv,
): Promise<Step<Record<string, string>>> {
  const reading = readSetupSettings(environment);
  if (reading.kind === 'refused') return ended(refusesToStart(reading.problems));
  const { settings, present } = reading;
  interview.say(say.scopesIntro(JSON.stringify(scopesToImport(), null, 2)));
  interview.say(say.howToAnswer);
  const found = await findApp(interview, settings, connect);
  if (found.kind === 'ended') return found;
  const { app, admin } = found.result;
  const context: SetupContext = { interview, flags, admin, newUuid: randomUUID };
  const reference = await setUpBase(context, settings.BITABLE_APP_TOKEN ?? '', wishesOf(settings));
  if (reference.kind === 'ended') return reference;
  const wanted = wantedSettings(app, reference.result, present);
  const offered = await offerEnv(context, wanted, present);
  if (offered.kind === 'ended') return offered;
  // What comes from a file must not be there twice.
  const changed = wanted.filter(({ name, value }) => present[name] !== value);
  return done(Object.fromEntries(changed.map(({ name, value }) => [name, value])));
}

/** Calls are repeated for as long as somebody in front of it will wait. */
function connect(app: PlatformApp): AdminCalls {
  const deps = { clock: systemClock, random: Math.random, log: createLog('silent') };
  return connectAdmin({ ...app, ...deps, token: createTenantToken(systemClock), patienceMs });
}

function wishesOf(settings: SetupSettings): TableWishes {
  return {
    names: { learners: settings.BITABLE_LEARNER_TABLE, enrollments: settings.BITABLE_ENROLLMENT_TABLE },
    extraNames: {
      learner: settings.LEARNER_FIELDS.map(({ name }) => name),
      enrollment: settings.ENROLLMENT_FIELDS.map(({ name }) => name),
    },
  };
}

/** @returns the address of the Base, as it is to stand in the settings */
async function setUpBase(
  context: SetupContext,
  configured: string,
  wishes: TableWishes,
): Promise<Step<string>> {
  const known = await checkApp(context);
  if (known.kind === 'ended') return known;
  const base = await findBase(context, configured);
  if (base.kind === 'ended') return base;
  const tables = await completeTables(context, base.result, wishes);
  if (tables.kind === 'ended') return tables;
  const operator = await addOperator(context, base.result);
  if (operator.kind === 'ended') return operator;
  const analysis = await offerAnalysis(context, base.result.access, tables.result);
  return analysis.kind === 'ended' ? analysis : done(base.result.reference);
}

/** Nothing can be made without the scope for Base; the others can follow. */
async function checkApp({ interview, admin }: SetupContext): Promise<Step<null>> {
  const { granted } = await readAppScopes(admin.calls);
  interview.say(say.appConnected);
  if (missingScopes(granted, new Set(['base'])).length > 0) {
    const { message, hint } = say.baseScopeMissing;
    return ended(`${message}\n${hint}`);
  }
  const missing = missingScopes(granted, new Set(neededScopes.map(({ purpose }) => purpose)));
  if (missing.length > 0) interview.say(say.scopesMissing(missing.map(({ name }) => name)));
  return done(null);
}

const defaultDomain = 'https://open.feishu.cn';

/** The long connection needs no public address, so it is what a bot begins with. */
function wantedSettings(
  { appId, appSecret, domain }: PlatformApp,
  reference: string,
  present: Readonly<Record<string, unknown>>,
): EnvSetting[] {
  const plain = (name: string, value: string): EnvSetting => ({ name, value, secret: false });
  return [
    plain('FEISHU_APP_ID', appId),
    { name: 'FEISHU_APP_SECRET', value: appSecret, secret: true },
    ...(domain === defaultDomain ? [] : [plain('FEISHU_DOMAIN', domain)]),
    ...('FEISHU_EVENT_MODE' in present ? [] : [plain('FEISHU_EVENT_MODE', 'websocket')]),
    plain('BITABLE_APP_TOKEN', reference),
  ];
}
