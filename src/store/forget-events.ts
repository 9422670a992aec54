import type { Kysely } from 'kysely';
import type { SyncStore } from '../sync/sync-store.ts';
import type { Schema } from './schema.ts';

const hourMs = 3_600_000;

/** Feishu delivers an event again for up to 7.1 hours: https://open.feishu.cn/document/ukTMukTMukTM/uUTNz4SN1MjL1UzM */
const keysKeptMs = 48 * hourMs;

/** Feishu refuses to change an older card: https://open.feishu.cn/document/server-docs/im-v1/message-card/patch */
const cardsOpenMs = 14 * 24 * hourMs;

/** What time makes useless of what the bot remembers. */
export function createEventForgetting(db: Kysely<Schema>): Pick<SyncStore, 'forgetEvents'> {
  return {
    async forgetEvents(now) {
      await db
        .deleteFrom('seen_keys')
        .where('seen_at', '<', now.getTime() - keysKeptMs)
        .execute();
      await db
        .deleteFrom('expected_previews')
        .where('until', '<', now.getTime() - keysKeptMs)
        .execute();
      await db
        .updateTable('syncs')
        .set({ card_open: 0 })
        .where('card_open', '=', 1)
        .where('created_at', '<', now.getTime() - cardsOpenMs)
        .execute();
    },
  };
}
