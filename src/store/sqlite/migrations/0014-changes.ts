import type { Kysely } from 'kysely';

interface Stored {
  syncs: { id: string; needs: string | null; input: string };
}

/**
 * Syncs keep, row by row, what they do or will do; a preview can be written, and a sync taken back. Doubts that a person has to
 * settle come with figures, and what was settled with its size.
 */
export async function up(db: Kysely<Stored>): Promise<void> {
  await db.schema
    .alterTable('syncs')
    .addColumn('kind', 'text', (column) => column.notNull().defaultTo('sync'))
    .execute();
  await db.schema.alterTable('syncs').addColumn('preview_of', 'text').execute();
  await db.schema.alterTable('syncs').addColumn('undoes', 'text').execute();
  await db.schema.createIndex('syncs_by_undoes').on('syncs').column('undoes').execute();
  await db.schema
    .createTable('changes')
    .addColumn('sync_id', 'text', (column) => column.primaryKey().references('syncs.id'))
    .addColumn('counts', 'text', (column) => column.notNull())
    .addColumn('courses', 'text', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('change_pages')
    .addColumn('sync_id', 'text', (column) => column.notNull().references('syncs.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('length', 'integer', (column) => column.notNull())
    .addColumn('counts', 'text', (column) => column.notNull())
    .addColumn('rows', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('change_pages_key', ['sync_id', 'position'])
    .execute();
  for (const { id, needs, input } of await db.selectFrom('syncs').select(['id', 'needs', 'input']).execute())
    await db
      .updateTable('syncs')
      .set({ needs: needs === null ? null : withFigures(needs), input: withSizes(input) })
      .where('id', '=', id)
      .execute();
}

function withFigures(text: string): string {
  const { newZone, confirm, ...needs } = JSON.parse(text);
  const figures = (code: string) => (code === 'new_zone' ? { before: '', now: '', ...newZone } : {});
  const reasons = confirm.map((code: string) => ({ code, figures: figures(code), examples: [] }));
  return JSON.stringify({ ...needs, confirm: reasons });
}

function withSizes(text: string): string {
  const input = JSON.parse(text);
  return JSON.stringify({
    ...input,
    confirmed: input.confirmed.map((code: string) => ({ code, size: 0 })),
  });
}
