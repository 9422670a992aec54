import type { Kysely } from 'kysely';
import type { BotStore } from '../bot/ports.ts';
import type { Schema } from './schema.ts';
import { selectSyncs, toSyncRecord } from './sync-records.ts';

/** What the bot remembers: which events it has seen, and what the card of each sync shows. */
export function createBotStore(db: Kysely<Schema>): BotStore {
  return {
    async claimOnce(keys, at) {
      // One statement, so that an event never waits for others that write; in order, so that no two wait for each other.
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('seen_keys')
        .values([...new Set(keys)].sort().map((key) => ({ key, seen_at: at.getTime() })))
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === BigInt(new Set(keys).size);
    },
    async isClaimed(keys) {
      const seen = await db.selectFrom('seen_keys').select('key').where('key', 'in', keys).executeTakeFirst();
      return seen !== undefined;
    },
    ...createExpectedPreviews(db),
    ...createCards(db),
    async unreminded() {
      const rows = await selectSyncs(db)
        .where('syncs.status', '=', 'needs_input')
        .where((eb) =>
          eb.or([eb('syncs.open_id', 'is not', null), eb('syncs.asked_open_id', 'is not', null)]),
        )
        .where('syncs.reminded_at', 'is', null)
        .orderBy('syncs.number')
        .execute();
      // It began to wait moments after it was taken from the queue.
      return rows.map((row) => ({ sync: toSyncRecord(row), since: row.ready_at }));
    },
    async reminded(syncIds, at) {
      await db.updateTable('syncs').set({ reminded_at: at.getTime() }).where('id', 'in', syncIds).execute();
    },
    ...createConditions(db),
  };
}

function createExpectedPreviews(
  db: Kysely<Schema>,
): Pick<BotStore, 'expectPreview' | 'expectsPreview' | 'previewTaken'> {
  return {
    async expectPreview({ openId, chatId, since, until }) {
      await db
        .insertInto('expected_previews')
        .values({ open_id: openId, chat_id: chatId, since, until })
        .onConflict((conflict) => conflict.columns(['open_id', 'chat_id']).doUpdateSet({ since, until }))
        .execute();
    },
    async expectsPreview({ openId, chatId }, sentAt) {
      const expected = await db
        .selectFrom('expected_previews')
        .select('since')
        .where('open_id', '=', openId)
        .where('chat_id', '=', chatId)
        .where('since', '<=', sentAt)
        .where('until', '>=', sentAt)
        .executeTakeFirst();
      return expected !== undefined;
    },
    async previewTaken({ openId, chatId }) {
      await db
        .deleteFrom('expected_previews')
        .where('open_id', '=', openId)
        .where('chat_id', '=', chatId)
        .execute();
    },
  };
}

function createCards(db: Kysely<Schema>): Pick<BotStore, 'openCards' | 'cardSent' | 'cardShows'> {
  return {
    async openCards() {
      const rows = await selectSyncs(db).where('card_open', '=', 1).orderBy('syncs.number').execute();
      return rows.map((row) => ({
        sync: toSyncRecord(row),
        actedAt: row.ready_at,
        cardMessageId: row.card_message_id,
        fingerprint: row.card_fingerprint,
      }));
    },
    async cardSent(syncId, cardMessageId) {
      await db
        .updateTable('syncs')
        .set({ card_message_id: cardMessageId })
        .where('id', '=', syncId)
        .execute();
    },
    async cardShows(syncId, fingerprint, final) {
      await db
        .updateTable('syncs')
        .set({ card_fingerprint: fingerprint, ...(final ? { card_open: 0 } : {}) })
        .where('id', '=', syncId)
        .execute();
    },
  };
}

function createConditions(
  db: Kysely<Schema>,
): Pick<BotStore, 'toldConditions' | 'conditionTold' | 'conditionOver'> {
  return {
    async toldConditions() {
      const rows = await db.selectFrom('told_conditions').select('key').orderBy('told_at').execute();
      return rows.map(({ key }) => key);
    },
    async conditionTold(key, at) {
      await db
        .insertInto('told_conditions')
        .values({ key, told_at: at.getTime() })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
    },
    async conditionOver(key) {
      await db.deleteFrom('told_conditions').where('key', '=', key).execute();
    },
  };
}
