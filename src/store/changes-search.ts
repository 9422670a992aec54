import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { isRowAbout, type Sought } from '../sync/search.ts';
import { changesPerPage, countChanges, type RowChange } from '../sync/sync-changes.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import type { Schema } from './schema.ts';
import { addUp, isOfKind, pagesFor, readHead, readPage } from './sync-changes.ts';

/** Searches the rows of a sync, one stored page after another, so that others get their turn and memory holds few. */
export function createChangesSearch(db: Kysely<Schema>): Pick<SyncStore, 'searchChanges'> {
  return {
    async searchChanges(id, { sought, kind, page }) {
      const head = await readHead(db, id);
      if (head === null) return null;
      const first = (page - 1) * changesPerPage;
      const end = first + changesPerPage;
      const rows: RowChange[] = [];
      let counts = countChanges([]);
      let total = 0;
      for await (const about of pagesAbout(db, id, sought)) {
        const meant = about.filter(isOfKind(kind));
        rows.push(...meant.slice(Math.max(0, first - total), Math.max(0, end - total)));
        counts = addUp([counts, countChanges(about)]);
        total += meant.length;
      }
      return { ...head, page, pages: pagesFor(total), total, counts, rows };
    },
  };
}

/** Of each stored page the rows that are meant. */
async function* pagesAbout(db: Kysely<Schema>, id: string, sought: Sought): AsyncGenerator<RowChange[]> {
  for (let position = 0; ; position += 1) {
    const rows = await readPage(db, id, position);
    if (rows === null) return;
    yield rows.filter((row) => isRowAbout(row, sought));
    await nextTurn();
  }
}
