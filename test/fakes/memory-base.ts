import { zonesNow } from '../../src/sync/base-zones.ts';
import type { Doubt } from '../../src/sync/doubt.ts';
import type {
  Base,
  BaseSchema,
  ExistingEnrollment,
  ExistingLearner,
  OpenBase,
  WriteOutcome,
  WriteRows,
} from '../../src/sync/ports.ts';
import type { SyncTarget } from '../../src/sync/sync-record.ts';

type WriteName = WriteRows['kind'];

/** What happens to a write instead of simply succeeding. */
export type WriteFault =
  | { kind: 'answer'; outcome: WriteOutcome }
  /** Written, but the caller does not learn it. */
  | { kind: 'lost_answer'; because?: Doubt }
  /** Written, and then the process is at its end. */
  | { kind: 'killed' }
  | { kind: 'throw'; error: Error };

export interface MemoryBase {
  open: OpenBase;
  learners: ExistingLearner[];
  enrollments: ExistingEnrollment[];
  schema: BaseSchema;
  /** What a spelling means. */
  resolveTarget: (target: SyncTarget) => SyncTarget;
  /** Every call by name, in order. */
  calls: string[];
  /** As learned by earlier syncs; null: none has seen what syncs create. */
  author: string | null;
  /** Decides what becomes of each write; undefined lets it succeed. */
  onWrite: (name: WriteName, rows: readonly object[], clientToken: string) => WriteFault | undefined;
  /** Records that search does not return (yet), by id. */
  unseen: Set<string>;
  /** Records that people have deleted, by id, and since when (epoch ms): search knows it at once, reading by id `idLagMs` later. */
  deletedAt: Map<string, number>;
  /** By record id, names of other fields that people have filled. */
  othersFilled: Map<string, string[]>;
  /** Search does not return what is younger than so many ms either. */
  searchLagMs: number;
  /** Reading by id does not know what is younger than so many ms. */
  idLagMs: number;
  /** What a second call under a known client token is answered with. */
  knownToken: 'replay' | 'token_known' | 'forgotten';
  /** Feishu's time, as its answers tell it. */
  serverTime: () => number | null;
  /** The largest batch it takes. */
  largestBatch: number;
  /** Whether a write changes or links to a record that is not there. */
  missesRecord(writes: WriteRows): boolean;
}

const schema: BaseSchema = {
  timeZone: 'Asia/Shanghai',
  zones: [],
  advancedPermissions: false,
  linkIsTwoWay: true,
  learnerFields: { nickname: { kind: 'text' }, phone: { kind: 'text' }, 城市: { kind: 'text' } },
  course: { kind: 'text' },
  enrollmentFields: {},
};

/** Whom it names as the author of what syncs create. */
const createdBy = 'ou_app';

/**
 * Both tables in memory, with the rules of Base that a sync relies on.
 * @param now Feishu's time, epoch milliseconds
 */
export function createMemoryBase(now: () => number): MemoryBase {
  let nextId = 1;
  /** 用户IDs that were asked for. */
  const asked = new Set<string>();
  const newId = () => `rec${String(nextId++).padStart(8, '0')}`;
  const answeredTokens = new Map<string, string[]>();
  // As the port says: whoever has to stop is told so before a call that only reads.
  let checkpoint = async () => {};
  const memory: MemoryBase = {
    open: (observer) => {
      checkpoint = observer.checkpoint;
      return base;
    },
    learners: [],
    enrollments: [],
    schema: { ...schema },
    resolveTarget: (target) => target,
    calls: [],
    author: null,
    onWrite: () => undefined,
    unseen: new Set(),
    deletedAt: new Map(),
    othersFilled: new Map(),
    searchLagMs: 0,
    idLagMs: 0,
    knownToken: 'replay',
    serverTime: now,
    largestBatch: 1_000,
    missesRecord(writes) {
      const learners = new Set(memory.learners.map(({ recordId }) => recordId));
      const enrollments = new Set(memory.enrollments.map(({ recordId }) => recordId));
      switch (writes.kind) {
        case 'create_learners':
          return false;
        case 'update_enrollments':
        case 'restore_enrollments':
        case 'unlink_enrollments':
        case 'delete_enrollments':
          return writes.rows.some(({ recordId }) => !enrollments.has(recordId));
        case 'update_learners':
        case 'restore_learners':
        case 'delete_learners':
          return writes.rows.some(({ recordId }) => !learners.has(recordId));
        case 'create_enrollments':
          return writes.rows.some(({ learnerRecordId }) => !learners.has(learnerRecordId));
        case 'link_enrollments':
          return writes.rows.some(
            ({ recordId, learnerRecordId }) => !enrollments.has(recordId) || !learners.has(learnerRecordId),
          );
      }
    },
  };

  const visible = <Existing extends { recordId: string; createdAt: number | null }>(records: Existing[]) =>
    records.filter(
      ({ recordId, createdAt }) =>
        !memory.unseen.has(recordId) &&
        !memory.deletedAt.has(recordId) &&
        (createdAt ?? 0) <= now() - memory.searchLagMs,
    );

  const byId = async <Existing extends { recordId: string; createdAt: number | null }>(
    records: Existing[],
    recordIds: readonly string[],
  ) => {
    await checkpoint();
    if (recordIds.length > 0) memory.calls.push('batchGet');
    const shownAt = now() - memory.idLagMs;
    const found = records.filter(
      ({ recordId, createdAt }) =>
        recordIds.includes(recordId) &&
        (createdAt ?? 0) <= shownAt &&
        (memory.deletedAt.get(recordId) ?? Number.POSITIVE_INFINITY) > shownAt,
    );
    const known = new Set(found.map(({ recordId }) => recordId));
    const whole = found.map((record) => ({
      ...record,
      othersFilled: memory.othersFilled.get(record.recordId) ?? [],
      showsEnrollments: memory.schema.linkIsTwoWay,
    }));
    return { found: whole, absent: recordIds.filter((id) => !known.has(id)), forbidden: [] };
  };

  async function write(writes: WriteRows, clientToken: string): Promise<WriteOutcome> {
    const { kind, rows } = writes;
    memory.calls.push(kind);
    const fault = memory.onWrite(kind, rows, clientToken);
    if (fault?.kind === 'answer') return fault.outcome;
    if (fault?.kind === 'throw') throw fault.error;
    if (rows.length > memory.largestBatch) return { kind: 'too_large' };
    if (memory.missesRecord(writes)) return { kind: 'refused', feishuCode: 1254067, recordMissing: true };
    const answered = answeredTokens.get(clientToken);
    if (answered !== undefined && memory.knownToken === 'token_known') return { kind: 'token_known' };
    const recordIds = answered !== undefined && memory.knownToken === 'replay' ? answered : commit(writes);
    if (kind === 'create_learners' || kind === 'create_enrollments')
      answeredTokens.set(clientToken, recordIds);
    if (fault?.kind === 'killed') throw new Error('killed');
    return fault?.kind === 'lost_answer'
      ? { kind: 'unknown', because: fault.because ?? { kind: 'silence', tooMuch: false } }
      : { kind: 'written', recordIds };
  }

  function commit(writes: WriteRows): string[] {
    switch (writes.kind) {
      case 'create_learners':
        return writes.rows.map(({ userId, fields }) => {
          const recordId = newId();
          memory.learners.push({ recordId, userId, fields, enrollmentIds: [], createdAt: now(), createdBy });
          return recordId;
        });
      case 'update_learners':
      case 'restore_learners':
        return writes.rows.map(({ recordId, set }) => {
          memory.learners = memory.learners.map((learner) =>
            learner.recordId === recordId ? { ...learner, fields: filled(learner.fields, set) } : learner,
          );
          return recordId;
        });
      case 'create_enrollments':
        return writes.rows.map(({ userId, course, day, learnerRecordId, fields = {} }) => {
          const recordId = newId();
          const learnerRecordIds = [learnerRecordId];
          memory.enrollments.push({
            ...{ recordId, userId, course, day, learnerRecordIds, fields },
            createdAt: now(),
            createdBy,
          });
          mirrorLink(recordId, learnerRecordId);
          return recordId;
        });
      case 'update_enrollments':
      case 'restore_enrollments':
        return writes.rows.map(({ recordId, set }) => {
          memory.enrollments = memory.enrollments.map((enrollment) =>
            enrollment.recordId === recordId
              ? { ...enrollment, fields: filled(enrollment.fields, set) }
              : enrollment,
          );
          return recordId;
        });
      case 'link_enrollments':
        return writes.rows.map(({ recordId, learnerRecordId }) => {
          memory.enrollments = memory.enrollments.map((enrollment) =>
            enrollment.recordId === recordId
              ? { ...enrollment, learnerRecordIds: [learnerRecordId] }
              : enrollment,
          );
          mirrorLink(recordId, learnerRecordId);
          return recordId;
        });
      case 'unlink_enrollments':
        return writes.rows.map(({ recordId }) => {
          memory.enrollments = memory.enrollments.map((enrollment) =>
            enrollment.recordId === recordId ? { ...enrollment, learnerRecordIds: [] } : enrollment,
          );
          unmirror(recordId);
          return recordId;
        });
      case 'delete_learners':
        return writes.rows.map(({ recordId }) => {
          memory.learners = memory.learners.filter((learner) => learner.recordId !== recordId);
          memory.enrollments = memory.enrollments.map((enrollment) => ({
            ...enrollment,
            learnerRecordIds: enrollment.learnerRecordIds.filter((id) => id !== recordId),
          }));
          return recordId;
        });
      case 'delete_enrollments':
        return writes.rows.map(({ recordId }) => {
          memory.enrollments = memory.enrollments.filter((enrollment) => enrollment.recordId !== recordId);
          unmirror(recordId);
          return recordId;
        });
    }
  }

  function unmirror(enrollmentId: string) {
    memory.learners = memory.learners.map((learner) => ({
      ...learner,
      enrollmentIds: learner.enrollmentIds.filter((id) => id !== enrollmentId),
    }));
  }

  function mirrorLink(enrollmentId: string, learnerRecordId: string) {
    if (!memory.schema.linkIsTwoWay) return;
    memory.learners = memory.learners.map((learner) =>
      learner.recordId === learnerRecordId
        ? { ...learner, enrollmentIds: [...learner.enrollmentIds, enrollmentId] }
        : learner,
    );
  }

  const base: Base = {
    serverTime: () => memory.serverTime(),
    learned: () => ({
      learnerRows: memory.learners.length,
      enrollmentRows: memory.enrollments.length,
      batchSize: 1_000,
      filterConditions: 50,
      knowsTokens: false,
      filtersWork: null,
      zones: [],
      othersReportedAt: null,
      author: memory.author,
      journaledUntil: null,
      room: null,
    }),
    lookAhead: async () => {},
    expectLearners: () => {},
    resolveTarget: (target) => checkpoint().then(() => memory.resolveTarget(target)),
    async prepare(zones) {
      await checkpoint();
      return { ...memory.schema, zones: zonesNow(zones, memory.schema.timeZone, now()) };
    },
    knownCourses: () => Promise.resolve([...new Set(memory.enrollments.map(({ course }) => course))]),
    someUserIds: () => {
      memory.calls.push('someUserIds');
      return Promise.resolve(memory.learners.slice(0, 500).map(({ userId }) => userId));
    },
    findLearners: async (userIds) => {
      await checkpoint();
      memory.calls.push('findLearners');
      for (const userId of userIds) asked.add(userId);
      return visible(memory.learners).filter(({ userId }) => userIds.has(userId));
    },
    countRows: async () => {
      memory.calls.push('countRows');
      return { learners: memory.learners.length, enrollments: memory.enrollments.length };
    },
    othersWithPhones: async () => {
      const others = new Map<string, string[]>();
      for (const { userId, fields } of visible(memory.learners))
        if (fields.phone && !asked.has(userId))
          others.set(fields.phone, [...(others.get(fields.phone) ?? []), userId]);
      return others;
    },
    findEnrollments: async (userIds) => {
      await checkpoint();
      memory.calls.push('findEnrollments');
      return visible(memory.enrollments).filter(({ userId }) => userIds.has(userId));
    },
    enrollmentsSince: async (first) => {
      await checkpoint();
      memory.calls.push('enrollmentsSince');
      return visible(memory.enrollments).filter(({ day }) => day !== null && day >= first);
    },
    getLearners: (recordIds) => byId(memory.learners, recordIds),
    getEnrollments: (recordIds) => byId(memory.enrollments, recordIds),
    prepareWrite: async (rows) => ({ send: (clientToken) => write(rows, clientToken) }),
  };
  return memory;
}

/** Empty cells are none. */
function filled(fields: Readonly<Record<string, string>>, set: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries({ ...fields, ...set }).filter(([, value]) => value !== ''));
}

/** Both tables without record ids and times: what must be equal however a sync went. */
export function contentOf(memory: MemoryBase): { learners: string[]; enrollments: string[] } {
  const owner = new Map(memory.learners.map(({ recordId, userId }) => [recordId, userId]));
  return {
    learners: memory.learners
      .map(({ userId, fields, enrollmentIds }) => JSON.stringify([userId, fields, enrollmentIds.length]))
      .sort(),
    enrollments: memory.enrollments
      .map(({ userId, course, day, learnerRecordIds }) =>
        JSON.stringify([userId, course, day, learnerRecordIds.map((id) => owner.get(id))]),
      )
      .sort(),
  };
}
