import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { IntentKind, Journal, RecentWrite, RecentWrites, WrittenIntent } from '../sync/journal.ts';
import { completedSince } from './completed-since.ts';
import type { Schema } from './schema.ts';
import { findTargets } from './targets.ts';
import { writtenIntent } from './written-rows.ts';

/** The journal's view of what has just been done to records that were there. */
export function createRecentWrites(db: Kysely<Schema>): Pick<Journal, 'recentWrites'> {
  return {
    async recentWrites(target, since) {
      const recent: Noted = { deleted: new Map(), cells: new Map(), links: new Map() };
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return recent;
      for (const number of await completedSince(db, targetIds, since, changes)) {
        const written = await writtenIntent(db, number);
        if (written !== null) note(recent, written);
        await nextTurn();
      }
      return recent;
    },
  };
}

type Change = Exclude<IntentKind, 'create_learners' | 'create_enrollments'>;

const allChanges: Readonly<Record<Change, null>> = {
  update_learners: null,
  update_enrollments: null,
  link_enrollments: null,
  delete_learners: null,
  delete_enrollments: null,
  restore_learners: null,
  restore_enrollments: null,
  unlink_enrollments: null,
};
const changes = Object.keys(allChanges) as Change[];

interface Noted extends RecentWrites {
  deleted: Map<string, number>;
  cells: Map<string, Map<string, RecentWrite<string>>>;
  links: Map<string, RecentWrite<readonly string[]>>;
}

function note({ deleted, cells, links }: Noted, { intent, recordIds, writtenAt: at }: WrittenIntent): void {
  switch (intent.kind) {
    case 'delete_learners':
    case 'delete_enrollments':
      for (const recordId of recordIds) if (recordId !== null) deleted.set(recordId, at);
      return;
    case 'update_learners':
    case 'update_enrollments':
    case 'restore_learners':
    case 'restore_enrollments':
      for (const { recordId, set, before } of intent.rows) {
        const fields = cells.get(recordId) ?? new Map<string, RecentWrite<string>>();
        for (const [field, value] of Object.entries(set))
          fields.set(field, { value, before: before[field] ?? '', at });
        cells.set(recordId, fields);
      }
      return;
    case 'link_enrollments':
      for (const { recordId, learnerRecordId } of intent.rows)
        links.set(recordId, { value: [learnerRecordId], before: [], at });
      return;
    case 'unlink_enrollments':
      for (const { recordId, learnerRecordId } of intent.rows)
        links.set(recordId, { value: [], before: [learnerRecordId], at });
      return;
    case 'create_learners':
    case 'create_enrollments':
      return;
  }
}
