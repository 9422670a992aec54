import { AppError } from '../../errors.ts';
import { type AppScopes, readAppScopes } from '../../feishu/admin/app-scopes.ts';
import { type AdminCalls, connectAdmin } from '../../feishu/admin/connect-admin.ts';
import {
  type EnrollmentRow,
  type LearnerRow,
  scanEnrollments,
  scanLearners,
} from '../../feishu/admin/scan-tables.ts';
import type { Calls } from '../../feishu/calls/call.ts';
import { type Bot, readBot } from '../../feishu/chat/bot-identity.ts';
import { baseDays } from '../../feishu/tables/base-days.ts';
import type { DescribedTable, LayoutReading } from '../../feishu/tables/check-tables.ts';
import {
  type BaseAccess,
  type BaseProperties,
  describeTable,
  findTableIds,
  readProperties,
} from '../../feishu/tables/describe-base.ts';
import { locateBase } from '../../feishu/tables/locate-base.ts';
import type { OpenTables } from '../../feishu/tables/open-tables.ts';
import { readNamedLayout } from '../../feishu/tables/read-named-layout.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import type { Config } from '../config.ts';

/** The settings of a service that works on a real Base. */
export type FeishuConfig = Extract<Config, { mode: 'feishu' }>;

/** What the checks look at. Each fact is found out once, when the first check asks; later ones get the same, or the same error. */
export interface Facts {
  config: FeishuConfig;
  clock: Clock;
  log: Logger;
  connection: AdminCalls;
  /** Repeats what Feishu cannot take now: for many calls in a row, and for those that a sync may be in the way of. */
  patient: Calls;
  scopes(): Promise<AppScopes>;
  bot(): Promise<Bot>;
  base(): Promise<BaseAccess & BaseProperties>;
  tableIds(): Promise<readonly [learners: string, enrollments: string]>;
  layout(): Promise<LayoutReading>;
  /** @throws AppError `tables_unfit` */
  tables(): Promise<Omit<OpenTables, 'schema'>>;
  rows(): Promise<{ learners: LearnerRow[]; enrollments: EnrollmentRow[] }>;
}

export interface FactsOptions {
  config: FeishuConfig;
  clock: Clock;
  log: Logger;
}

const patienceMs = 30_000;

/** Questions are not repeated: how Feishu is at this moment is what is asked. */
export function gatherFacts({ config, clock, log }: FactsOptions): Facts {
  const { feishu } = config;
  const options = { ...feishu, clock, random: Math.random, log };
  const connection = connectAdmin({ ...options, patienceMs: 0 });
  const { calls } = connection;
  const patient = connectAdmin({ ...options, patienceMs }).calls;
  const base = once(async () => {
    const access = { calls, appToken: await locateBase(calls, feishu.baseReference) };
    return { ...access, ...(await readProperties(access)) };
  });
  const tableIds = once(async () => {
    const names = [feishu.learnerTable, feishu.enrollmentTable];
    const [learners = '', enrollments = ''] = await findTableIds(await base(), names);
    return [learners, enrollments] as const;
  });
  const layout = once(async () => {
    const [learners, enrollments] = await describeBoth(await base(), await tableIds(), config);
    return readNamedLayout(await base(), learners, enrollments, extraNamesOf(config));
  });
  const tables = once(async () => openedTables(await base(), await tableIds(), await layout(), clock));
  return {
    ...{ config, clock, log, connection, patient, base, tableIds, layout, tables },
    bot: once(() => readBot(calls)),
    scopes: once(() => readAppScopes(calls)),
    rows: once(async () => scanBoth(await tables(), patient)),
  };
}

async function scanBoth(tables: Omit<OpenTables, 'schema'>, calls: Calls) {
  const learners = await scanLearners({ learners: { ...tables.learners, calls } });
  const enrollments = await scanEnrollments({ ...tables, enrollments: { ...tables.enrollments, calls } });
  return { learners, enrollments };
}

async function describeBoth(
  base: BaseAccess,
  [learners, enrollments]: readonly [string, string],
  { feishu }: FeishuConfig,
): Promise<[DescribedTable, DescribedTable]> {
  return [
    await describeTable(base, learners, feishu.learnerTable),
    await describeTable(base, enrollments, feishu.enrollmentTable),
  ];
}

function openedTables(
  { calls, appToken, timeZone }: BaseAccess & BaseProperties,
  [learners, enrollments]: readonly [string, string],
  reading: LayoutReading,
  clock: Clock,
): Omit<OpenTables, 'schema'> {
  if (reading.kind === 'unfit')
    throw new AppError('tables_unfit', { details: { problems: reading.problems } });
  return {
    learners: { calls, appToken, tableId: learners },
    enrollments: { calls, appToken, tableId: enrollments },
    layout: reading.layout,
    days: baseDays(timeZone, [], clock.now()),
  };
}

/** The fields that the settings name for either table. */
function extraNamesOf({ learnerFields, enrollmentFields }: Config) {
  return {
    learner: learnerFields.map(({ name }) => name),
    enrollment: enrollmentFields.map(({ name }) => name),
  };
}

function once<Fact>(find: () => Promise<Fact>): () => Promise<Fact> {
  let found: Promise<Fact> | null = null;
  return () => {
    found ??= find();
    return found;
  };
}
