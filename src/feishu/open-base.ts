import type { Logger } from '../log.ts';
import type { Clock } from '../sync/clock.ts';
import type { Base, BaseFields, BaseObserver, LearnedAboutBase, OpenBase, ZoneSpan } from '../sync/ports.ts';
import type { SyncTiming } from '../sync/timing.ts';
import { allEnded } from './calls/all-ended.ts';
import type { Calls } from './calls/call.ts';
import { connectCalls } from './calls/connect-calls.ts';
import { createFeishuClient, type FeishuClientOptions } from './calls/feishu-client.ts';
import { verdictOnBaseCall } from './calls/feishu-errors.ts';
import type { OnCall } from './calls/measured-call.ts';
import { createPace } from './calls/pace.ts';
import { createServerTime, type ServerTime } from './calls/server-time.ts';
import type { TenantToken } from './calls/tenant-token.ts';
import { getRecords } from './records/get-records.ts';
import { baseDays } from './tables/base-days.ts';
import { readEnrollmentsSince } from './tables/enrollments-since.ts';
import { toWholeEnrollment, toWholeLearner } from './tables/existing-records.ts';
import {
  enrollmentFieldsRead,
  findEnrollments,
  findLearners,
  learnerFieldsRead,
} from './tables/find-existing.ts';
import { countRows } from './tables/find-records.ts';
import { createFindTables, type FindTables } from './tables/find-tables.ts';
import { readKnownCourses } from './tables/known-courses.ts';
import { type OpenTables, openTables, type TableSettings } from './tables/open-tables.ts';
import { createRecordsAhead, type LastSync } from './tables/records-ahead.ts';
import { readSomeUserIds } from './tables/some-user-ids.ts';
import { prepareWrite } from './tables/write-rows.ts';

export interface OpenBaseOptions
  extends Omit<TableSettings, keyof BaseFields>,
    Pick<FeishuClientOptions, 'adapter'> {
  appId: string;
  appSecret: string;
  /** Origin of the platform, such as `https://open.feishu.cn`. */
  domain: string;
  clock: Clock;
  /** A random number from 0 up to 1. */
  random: () => number;
  log: Logger;
  timing: Pick<SyncTiming, 'callLimitMs' | 'tryLimitMs'>;
  /** Told of every try of a call. */
  onCall?: OnCall | undefined;
  token: TenantToken;
}

/** Feishu Base behind the port of the sync: one client for all syncs. */
export function createOpenBase(options: OpenBaseOptions): OpenBase {
  const { appId, appSecret, clock, random, log, timing, onCall, token } = options;
  const serverTime = createServerTime(clock);
  const client = createFeishuClient({
    ...options,
    callTimeoutMs: timing.callLimitMs,
    onDate: serverTime.observe,
  });
  const last: LastSync = { place: null, fields: null };
  return (observer, learned, fields) => {
    const patient = stoppable(clock, observer);
    const deps = {
      client,
      observer,
      pace: createPace(),
      clock: patient,
      random,
      log,
      ...timing,
      verdictOn: verdictOnBaseCall,
      waits: true,
      onCall,
    };
    const calls = connectCalls(deps, token, { appId, appSecret, domain: options.domain });
    return createBase(
      createFindTables(calls, options, last),
      calls,
      { ...options, ...fields },
      // Filters that failed once may have been fixed since.
      { ...learned, filtersWork: learned.filtersWork || null },
      { serverTime, last },
    );
  };
}

const longestSleepMs = 1_000;

/** A clock on which nobody oversleeps the moment at which the sync has to stop: back-off may take a minute. */
function stoppable(clock: Clock, { checkpoint }: BaseObserver): Clock {
  return {
    now: clock.now,
    monotonic: clock.monotonic,
    async sleep(ms) {
      for (let left = ms; left > 0; left -= longestSleepMs) {
        await checkpoint();
        await clock.sleep(Math.min(left, longestSleepMs));
      }
    },
  };
}

function createBase(
  tablesOf: FindTables,
  calls: Calls,
  settings: TableSettings & Pick<OpenBaseOptions, 'clock'>,
  learned: LearnedAboutBase,
  { serverTime, last }: { serverTime: ServerTime; last: LastSync },
): Base {
  const others = new Map<string, string[]>();
  const ahead = createRecordsAhead(calls, settings.clock, last, learned);
  let expected: ReadonlySet<string> = new Set();
  let opened: OpenTables | null = null;
  const open = async (zones: readonly ZoneSpan[]) => {
    const now = () => serverTime.now() ?? settings.clock.now();
    const { place, description } = await tablesOf.describe();
    const base = { calls, appToken: place.appToken };
    opened = await openTables(base, description, settings, (zone) => baseDays(zone, zones, now()));
    const { layout } = opened;
    last.fields = { learners: learnerFieldsRead(layout), enrollments: enrollmentFieldsRead(layout) };
    return opened;
  };
  const tables = async () => opened ?? open(learned.zones);

  return {
    serverTime: serverTime.now,
    learned: () => ({ ...learned }),
    async lookAhead(records) {
      await Promise.all([tablesOf.lookAhead(), ahead.ofSmallTables(records)]);
    },
    expectLearners(userIds) {
      expected = userIds;
    },
    async resolveTarget(target) {
      const [learnerTable = '', enrollmentTable = ''] = target.tables.split('\n');
      const spelling = { baseReference: target.baseToken, learnerTable, enrollmentTable };
      const [place] = await allEnded([tablesOf.find(spelling), ahead.ofLearners(expected)]);
      const tables = `${place.learnerTableId}\n${place.enrollmentTableId}`;
      return { ...target, baseToken: place.appToken, tables };
    },
    prepare: async (zones) => (await open(zones)).schema,
    knownCourses: async () => readKnownCourses(await tables()),
    someUserIds: async () => readSomeUserIds(await tables()),
    findLearners: async (userIds) =>
      findLearners(await tables(), { userIds, learned, others, search: ahead.search.learners }),
    countRows: async () => {
      const { learners, enrollments } = await tables();
      return { learners: await countRows(learners), enrollments: await countRows(enrollments) };
    },
    othersWithPhones: async () => others,
    findEnrollments: async (userIds, learners) =>
      findEnrollments(await tables(), { userIds, learners, learned, search: ahead.search.enrollments }),
    enrollmentsSince: async (day) => readEnrollmentsSince(await tables(), day),
    async getLearners(recordIds) {
      const { learners, layout, days } = await tables();
      const { records, ...missing } = await getRecords(learners, recordIds);
      return { found: records.map((record) => toWholeLearner(record, layout, days)), ...missing };
    },
    async getEnrollments(recordIds) {
      const { enrollments, layout, days } = await tables();
      const { records, ...missing } = await getRecords(enrollments, recordIds);
      return { found: records.map((record) => toWholeEnrollment(record, layout, days)), ...missing };
    },
    prepareWrite: async (write, decidedAt) => prepareWrite(await tables(), write, decidedAt),
  };
}
