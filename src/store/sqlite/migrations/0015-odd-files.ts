import type { Kysely } from 'kysely';

/**
 * What odd files are noticed by: the bytes that came before, what syncs have seen of each Base, and the doubts that people have
 * settled. Whoever lets a sync wait is reminded once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('syncs').addColumn('reminded_at', 'integer').execute();
  await db.schema.alterTable('uploads').addColumn('file_hash', 'text').execute();
  await db.schema.createIndex('uploads_by_file_hash').on('uploads').column('file_hash').execute();
  await db.schema
    .createTable('seen_in_base')
    .addColumn('target_id', 'integer', (column) => column.notNull().references('targets.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('seen_in_base_key', ['target_id', 'kind', 'name'])
    .execute();
  await db.schema
    .createTable('settled_doubts')
    .addColumn('target_id', 'integer', (column) => column.notNull().references('targets.id'))
    .addColumn('course_key', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('settled_by', 'text')
    .addColumn('settled_at', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('settled_doubts_key', ['target_id', 'course_key', 'code', 'cause'])
    .execute();
}
