import type { Kysely } from 'kysely';
import type { Figures, FinishedFigures, OperationFigures } from '../sync/operation-figures.ts';
import { fromJson } from './json-text.ts';
import type { Schema } from './schema.ts';

/** @param storeBytes how much room the store takes on disk */
export function createOperationFigures(db: Kysely<Schema>, storeBytes: () => number): OperationFigures {
  return {
    async read(since) {
      return {
        queued: await queued(db),
        running: await countSyncs(db, 'running'),
        asking: await countSyncs(db, 'needs_input'),
        inDoubt: await inDoubt(db),
        openCards: await openCards(db),
        storeBytes: storeBytes(),
        finished: await finished(db, since),
      };
    },
  };
}

async function queued(db: Kysely<Schema>): Promise<Figures['queued']> {
  const { count, oldest } = await db
    .selectFrom('syncs')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min<number | null>('ready_at').as('oldest')])
    .where('status', '=', 'queued')
    .executeTakeFirstOrThrow();
  return { count: Number(count), oldestAt: dateOf(oldest) };
}

async function countSyncs(db: Kysely<Schema>, status: 'running' | 'needs_input'): Promise<number> {
  const { count } = await db
    .selectFrom('syncs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '=', status)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function inDoubt(db: Kysely<Schema>): Promise<Figures['inDoubt']> {
  const open = await db
    .selectFrom('intents')
    .innerJoin('syncs', 'syncs.id', 'intents.sync_id')
    .select(['intents.started_at', 'syncs.number'])
    .where('intents.state', '=', 'open')
    .orderBy('intents.started_at')
    .execute();
  return {
    count: open.length,
    oldestAt: dateOf(open[0]?.started_at ?? null),
    syncs: [...new Set(open.map(({ number }) => number))],
  };
}

async function openCards(db: Kysely<Schema>): Promise<number> {
  const { count } = await db
    .selectFrom('syncs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('card_open', '=', 1)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function finished(db: Kysely<Schema>, since: Date): Promise<FinishedFigures[]> {
  const rows = await db
    .selectFrom('syncs')
    .select(['number', 'source', 'status', 'dry_run', 'summary'])
    .where('finished_at', '>=', since.getTime())
    .execute();
  return rows.map(({ number, source, status, dry_run, summary }) => ({
    ...{ number, source, status, dryRun: dry_run === 1 },
    summary: summary === null ? null : fromJson(summary),
  }));
}

function dateOf(time: number | null): Date | null {
  return time === null ? null : new Date(Number(time));
}
