import { type AppScopes, readAppScopes } from '../../feishu/admin/app-scopes.ts';
import { connectAdmin } from '../../feishu/admin/connect-admin.ts';
import {
  type EnrollmentRow,
  type LearnerRow,
  scanEnrollments,
  scanLearners,
} from '../../feishu/admin/scan-tables.ts';
import type { Calls } from '../../feishu/calls/call.ts';
import { createTenantToken } from '../../feishu/calls/tenant-token.ts';
import { type Bot, readBot } from '../../feishu/chat/bot-identity.ts';
import type { OpenTables } from '../../feishu/tables/open-tables.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import type { Config } from '../config.ts';
import { once } from './once.ts';
import { gatherSyncFacts, type SyncFacts } from './sync-facts.ts';

/** The settings of a service that works on a real Base. */
export type FeishuConfig = Extract<Config, { mode: 'feishu' }>;

/** What the checks look at. Each fact is found out once, when the first check asks; later ones get the same, or the same error. */
export interface Facts extends SyncFacts {
  config: FeishuConfig;
  clock: Clock;
  log: Logger;
  /** Repeats what Feishu cannot take now: for many calls in a row, and for those that a sync may be in the way of. */
  patient: Calls;
  scopes(): Promise<AppScopes>;
  bot(): Promise<Bot>;
  rows(): Promise<{ learners: LearnerRow[]; enrollments: EnrollmentRow[] }>;
}

export interface FactsOptions {
  config: FeishuConfig;
  clock: Clock;
  log: Logger;
}

const patienceMs = 30_000;

/** As `gatherSyncFacts`, and what only doctor wants to know. */
export function gatherFacts(options: FactsOptions): Facts {
  const { config, clock, log } = options;
  const token = createTenantToken(clock);
  const facts = gatherSyncFacts({ ...options, token });
  const { calls } = facts.connection;
  const patient = connectAdmin({
    ...config.feishu,
    clock,
    log,
    token,
    random: Math.random,
    patienceMs,
  }).calls;
  return {
    ...facts,
    ...{ config, clock, log, patient },
    bot: once(() => readBot(calls)),
    scopes: once(() => readAppScopes(calls)),
    rows: once(async () => scanBoth(await facts.tables(), patient)),
  };
}

async function scanBoth(tables: Omit<OpenTables, 'schema'>, calls: Calls) {
  const learners = await scanLearners({ learners: { ...tables.learners, calls } });
  const enrollments = await scanEnrollments({ ...tables, enrollments: { ...tables.enrollments, calls } });
  return { learners, enrollments };
}
