import { AppError } from '../../errors.ts';
import { type AdminCalls, connectAdmin } from '../../feishu/admin/connect-admin.ts';
import type { OnCall } from '../../feishu/calls/measured-call.ts';
import type { TenantToken } from '../../feishu/calls/tenant-token.ts';
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
import type { FeishuSettings, Settings } from '../config.ts';
import { once } from './once.ts';

/** The settings that say on what a sync works. */
export type SyncConfig = Pick<Settings, 'learnerFields' | 'enrollmentFields'> & { feishu: FeishuSettings };

/** What every sync needs of Feishu. Each fact is found out once, when it is first asked for. */
export interface SyncFacts {
  connection: AdminCalls;
  /** As of `AdminCalls`. */
  signIn(): Promise<void>;
  base(): Promise<BaseAccess & BaseProperties>;
  tableIds(): Promise<readonly [learners: string, enrollments: string]>;
  layout(): Promise<LayoutReading>;
  /** @throws AppError `tables_unfit` */
  tables(): Promise<Omit<OpenTables, 'schema'>>;
}

export interface SyncFactsOptions {
  config: SyncConfig;
  clock: Clock;
  log: Logger;
  token: TenantToken;
  onCall?: OnCall | undefined;
}

/** Questions are not repeated: how Feishu is at this moment is what is asked. */
export function gatherSyncFacts(options: SyncFactsOptions): SyncFacts {
  const { config, clock } = options;
  const { feishu } = config;
  const connection = connectAdmin({ ...feishu, ...options, random: Math.random, patienceMs: 0 });
  const { calls } = connection;
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
  return { connection, signIn: once(connection.signIn), base, tableIds, layout, tables };
}

async function describeBoth(
  base: BaseAccess,
  [learners, enrollments]: readonly [string, string],
  { feishu }: SyncConfig,
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
function extraNamesOf({ learnerFields, enrollmentFields }: SyncConfig) {
  return {
    learner: learnerFields.map(({ name }) => name),
    enrollment: enrollmentFields.map(({ name }) => name),
  };
}
