import { DatabaseSync } from '@photostructure/sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/**
 * A connection to a database file, in the shape that Kysely expects. The one place that names the driver: its API is
 * that of `node:sqlite`, which takes its place once every supported version of Node has it. Nothing else may load
 * SQLite: two copies in one process would end each other's locks (https://www.sqlite.org/howtocorrupt.html, 2.2.1).
 */
export class Connection implements SqliteDatabase {
  readonly #database: InstanceType<typeof DatabaseSync>;

  /** @param path absolute, so that no name is taken for a URI: https://www.sqlite.org/uri.html; or `:memory:` */
  constructor(path: string) {
    this.#database = new DatabaseSync(path);
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  prepare(sql: string): SqliteStatement {
    const statement = this.#database.prepare(sql);
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...parameters),
      run: (parameters) => statement.run(...parameters),
      iterate: (parameters) => statement.iterate(...parameters),
    };
  }

  /** May be called twice. */
  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}
