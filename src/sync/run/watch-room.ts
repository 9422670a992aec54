import { AppError, toAppError } from '../../errors.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';
import type { FinishedSync } from '../sync-record.ts';
import {
  type BaseRoom,
  type BaseTableName,
  isKnownNotToFit,
  type NearlyFull,
  nearlyFull,
  type TableRoom,
} from '../table-room.ts';
import type { Finished } from './ending.ts';
import type { Run } from './run.ts';

const tables: readonly BaseTableName[] = ['learners', 'enrollments'];

/**
 * A sync that is known not to fit says so before it writes a learner. Whoever does it again has made room, or has another
 * plan by now: then Feishu is asked.
 * @throws AppError `will_not_fit`
 */
export async function refuseOverfull(run: Run, plan: SyncPlan, known: BaseRoom): Promise<void> {
  if (run.sync.rerunOf !== null) return;
  const room = withRead(run, known);
  if (!tables.some((table) => isKnownNotToFit(room[table], plan[table].create.length))) return;
  const counted = await run.base.countRows();
  for (const table of tables) {
    const more = plan[table].create.length;
    const rows = counted[table];
    if (isKnownNotToFit({ ...room[table], rows }, more))
      throw new AppError('will_not_fit', { details: { table, count: more, rows } });
  }
}

/** What is known of the tables after a sync, and what of it administrators have to be told. */
export async function watchRoom(
  run: Run,
  plan: SyncPlan,
  known: BaseRoom,
  { finished }: Finished,
): Promise<{ room: BaseRoom; news: NearlyFull[] }> {
  const created = createdBy(finished);
  const full = stoppedFull(finished) ? tableRefused(plan, created) : null;
  const read = withRead(run, known);
  const room = map((table) => ({ ...read[table], rows: read[table].rows + created[table] }));
  const isQuiet = (table: BaseTableName) =>
    isToldOf(table, room[table]) && !isDisproved(room[table], created[table]);
  if (full === null && tables.every(isQuiet)) return { room, news: [] };
  const counted = await countedOrNot(run);
  if (counted === null) return { room, news: [] };
  const exact = map((table): TableRoom => {
    const { refusedAt, told } = room[table];
    const rows = counted[table];
    if (table !== full)
      return { rows, told, refusedAt: isDisproved({ rows, refusedAt }, created[table]) ? null : refusedAt };
    const batch = Math.min(run.batchSize.rows(), plan[table].create.length - created[table]);
    return { rows, told, refusedAt: rows + batch };
  });
  const news = tables.flatMap((table) =>
    isToldOf(table, exact[table]) ? [] : (nearlyFull(table, exact[table]) ?? []),
  );
  return {
    room: map((table) => ({ ...exact[table], told: nearlyFull(table, exact[table])?.percent ?? 0 })),
    news,
  };
}

/** All is written by now: what cannot be counted now is told another time. */
async function countedOrNot({ base, log }: Run): Promise<Record<BaseTableName, number> | null> {
  try {
    return await base.countRows();
  } catch (thrown) {
    log.warn({ code: toAppError(thrown).code }, 'tables not counted');
    return null;
  }
}

function isToldOf(table: BaseTableName, room: TableRoom): boolean {
  return (nearlyFull(table, room)?.percent ?? 0) <= room.told;
}

function map(room: (table: BaseTableName) => TableRoom): BaseRoom {
  return { learners: room('learners'), enrollments: room('enrollments') };
}

/** With what this sync has read by the way. */
function withRead({ base }: Run, known: BaseRoom): BaseRoom {
  const { learnerRows, enrollmentRows } = base.learned();
  const read = { learners: learnerRows ?? 0, enrollments: enrollmentRows ?? 0 };
  return map((table) => ({ ...known[table], rows: Math.max(known[table].rows, read[table]) }));
}

/** What has become larger than Feishu once allowed shows that it allows more now. */
function isDisproved({ rows, refusedAt }: Pick<TableRoom, 'rows' | 'refusedAt'>, created: number): boolean {
  return created > 0 && refusedAt !== null && rows >= refusedAt;
}

function createdBy({ report }: FinishedSync): Record<BaseTableName, number> {
  const { learnersCreated = 0, enrollmentsCreated = 0 } = report?.summary ?? {};
  return { learners: learnersCreated, enrollments: enrollmentsCreated };
}

function stoppedFull({ error }: FinishedSync): boolean {
  return error?.kind === 'stopped' && error.code === 'base_full';
}

/** Learners are written first. */
function tableRefused(plan: SyncPlan, created: Record<BaseTableName, number>): BaseTableName {
  return created.learners < plan.learners.create.length ? 'learners' : 'enrollments';
}
