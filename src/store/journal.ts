import type { Kysely } from 'kysely';
import type { Intent, IntentRows, Journal } from '../sync/journal.ts';
import { createCreatedRecords } from './created-records.ts';
import type { Dialect } from './dialect.ts';
import { createFieldWrites } from './field-writes.ts';
import { createIntentResolution } from './intent-resolution.ts';
import { fromJson, type JsonText, toJson } from './json-text.ts';
import { createRecentWrites } from './recent-writes.ts';
import { createRosterValues } from './roster-values.ts';
import type { Schema } from './schema.ts';
import { findTargets } from './targets.ts';
import { createToldRefunds } from './told-refunds.ts';
import { createWrittenRows } from './written-rows.ts';

/** The journal in the database. What a call carries is kept word for word, so that it can be repeated identically. */
export function createJournal(db: Kysely<Schema>, dialect: Dialect): Journal {
  return {
    ...createIntents(db),
    ...createIntentResolution(db, dialect),
    ...createWrittenRows(db),
    ...createFieldWrites(db),
    ...createCreatedRecords(db),
    ...createRosterValues(db, dialect),
    ...createRecentWrites(db),
    ...createToldRefunds(db),
  };
}

function createIntents(db: Kysely<Schema>): Pick<Journal, 'begin' | 'resend' | 'open'> {
  return {
    begin: (intent) => insertIntent(db, intent),
    async resend(intentId, at) {
      await db.updateTable('intents').set({ sent_at: at }).where('id', '=', intentId).execute();
    },
    async open(target) {
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return [];
      const rows = await db
        .selectFrom('intents')
        .select(['id', 'sync_id', 'client_token', 'started_at', 'sent_at', 'body'])
        .where('state', '=', 'open')
        .where('target_id', 'in', targetIds)
        .orderBy('number')
        .execute();
      return rows.map(toIntent);
    },
  };
}

async function insertIntent(
  db: Kysely<Schema>,
  { id, syncId, clientToken, startedAt, sentAt, ...body }: Intent,
): Promise<void> {
  await db
    .insertInto('intents')
    .values((eb) => ({
      id,
      sync_id: syncId,
      target_id: eb.selectFrom('syncs').select('target_id').where('id', '=', syncId),
      client_token: clientToken,
      started_at: startedAt,
      sent_at: sentAt,
      state: 'open',
      body: toJson<IntentRows>(body),
    }))
    .execute();
}

function toIntent(row: {
  id: string;
  sync_id: string;
  client_token: string;
  started_at: number;
  sent_at: number;
  body: JsonText<IntentRows>;
}): Intent {
  return {
    id: row.id,
    syncId: row.sync_id,
    clientToken: row.client_token,
    startedAt: row.started_at,
    sentAt: row.sent_at,
    ...fromJson(row.body),
  };
}
