import { type Kysely, sql } from 'kysely';

/** Migrations keep their own view of the tables: `Schema` moves on, they must not. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTargets(db);
  await createFiles(db);
  await createSyncs(db);
  await createReports(db);
  await createIntents(db);
  await createWrittenRows(db);
  await createLearnedAboutBase(db);
  await createSeenKeys(db);
}

async function createTargets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('targets')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('domain', 'text', (column) => column.notNull())
    .addColumn('app_id', 'text', (column) => column.notNull())
    .addColumn('base_token', 'text', (column) => column.notNull())
    .addColumn('tables', 'text', (column) => column.notNull())
    .addUniqueConstraint('targets_once', ['domain', 'app_id', 'base_token', 'tables'])
    .execute();
}

async function createFiles(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('files')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('bytes', 'blob', (column) => column.notNull())
    .execute();
}

async function createSyncs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('syncs')
    // Autoincrement never gives a number twice, not even after the newest row was deleted.
    .addColumn('number', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('upload_id', 'text', (column) => column.notNull())
    .addColumn('request_key', 'text', (column) => column.unique())
    .addColumn('rerun_of', 'text')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('origin', 'text')
    .addColumn('chat_id', 'text', (column) => column.generatedAlwaysAs(sql`origin ->> 'chatId'`))
    .addColumn('open_id', 'text', (column) => column.generatedAlwaysAs(sql`origin ->> 'openId'`))
    .addColumn('file_id', 'text', (column) => column.notNull())
    .addColumn('file_name', 'text', (column) => column.notNull())
    .addColumn('dry_run', 'integer', (column) => column.notNull())
    .addColumn('input', 'text', (column) => column.notNull())
    .addColumn('target_id', 'integer', (column) => column.notNull().references('targets.id'))
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('ready_at', 'integer', (column) => column.notNull())
    .addColumn('starts', 'integer', (column) => column.notNull())
    .addColumn('phase', 'text', (column) => column.notNull())
    .addColumn('done', 'integer', (column) => column.notNull())
    .addColumn('total', 'integer', (column) => column.notNull())
    .addColumn('needs', 'text')
    .addColumn('summary', 'text')
    .addColumn('error', 'text')
    .addColumn('cancel_requested', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'integer', (column) => column.notNull())
    .addColumn('finished_at', 'integer')
    .addColumn('expired', 'integer', (column) => column.notNull())
    .addColumn('card_open', 'integer', (column) => column.notNull())
    .addColumn('card_message_id', 'text')
    .addColumn('card_fingerprint', 'text')
    .execute();
  await db.schema.createIndex('syncs_queue').on('syncs').columns(['status', 'ready_at']).execute();
  await db.schema.createIndex('syncs_of_upload').on('syncs').column('upload_id').execute();
  await db.schema.createIndex('syncs_of_file').on('syncs').column('file_id').execute();
  await db.schema.createIndex('syncs_in_chat').on('syncs').column('chat_id').execute();
  await db.schema.createIndex('syncs_of_person').on('syncs').column('open_id').execute();
  await db.schema.createIndex('syncs_with_open_card').on('syncs').column('card_open').execute();
}

async function createReports(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reports')
    .addColumn('sync_id', 'text', (column) => column.primaryKey().notNull().references('syncs.id'))
    .addColumn('failures', 'text', (column) => column.notNull())
    .addColumn('warnings', 'text', (column) => column.notNull())
    .execute();
}

async function createIntents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('intents')
    .addColumn('number', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('sync_id', 'text', (column) => column.notNull().references('syncs.id'))
    .addColumn('target_id', 'integer', (column) => column.notNull().references('targets.id'))
    .addColumn('client_token', 'text', (column) => column.notNull())
    .addColumn('started_at', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('intents_of_target').on('intents').columns(['target_id', 'state']).execute();
  await db.schema.createIndex('intents_of_sync').on('intents').column('sync_id').execute();
}

async function createWrittenRows(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('written_rows')
    .addColumn('intent_number', 'integer', (column) => column.notNull().references('intents.number'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('target_id', 'integer', (column) => column.notNull().references('targets.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('line', 'integer', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('record_id', 'text')
    .addColumn('course', 'text')
    .addColumn('day', 'text')
    .addColumn('written_at', 'integer', (column) => column.notNull())
    .addColumn('forgotten', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('written_rows_in_order', ['intent_number', 'position'])
    .execute();
  await db.schema
    .createIndex('written_rows_of_user')
    .on('written_rows')
    .columns(['target_id', 'user_id'])
    .execute();
  await db.schema
    .createIndex('written_rows_of_record')
    .on('written_rows')
    .columns(['target_id', 'record_id'])
    .execute();
}

async function createLearnedAboutBase(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('base_hints')
    .addColumn('target_id', 'integer', (column) => column.primaryKey().notNull().references('targets.id'))
    .addColumn('learner_rows', 'integer')
    .addColumn('enrollment_rows', 'integer')
    .addColumn('batch_size', 'integer', (column) => column.notNull())
    .addColumn('filter_conditions', 'integer', (column) => column.notNull())
    .execute();
}

async function createSeenKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('seen_keys')
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('seen_at', 'integer', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('seen_keys_by_age').on('seen_keys').column('seen_at').execute();
}
