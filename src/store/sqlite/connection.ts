import { DatabaseSync } from '@photostructure/sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** More than the texts that this service has; those with a list of values, which differ in its length, go first. */
const mostKept = 256;

/**
 * A connection to a database file, in the shape that Kysely expects. The one place that names the driver: its API is
 * that of `node:sqlite`, which takes its place once every supported version of Node has it. Nothing else may load
 * SQLite: two copies in one process would end each other's locks (https://www.sqlite.org/howtocorrupt.html, 2.2.1).
 */
export class Connection implements SqliteDatabase {
  readonly #database: InstanceType<typeof DatabaseSync>;
  /** By their text, the one that was longest not used first: to prepare one takes longer than to carry it out. */
  readonly #kept = new Map<string, SqliteStatement>();
  /** The driver's iterators do not hold their statement: one that is collected ends the reading, or the process. */
  readonly #reading = new Set<unknown>();

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

  /**
   * The same statement for the same text. It stays right when tables change: SQLite prepares it anew by itself
   * (https://www.sqlite.org/c3ref/prepare.html).
   */
  prepare(sql: string): SqliteStatement {
    const statement = this.#kept.get(sql) ?? this.#prepared(sql);
    this.#kept.delete(sql);
    this.#kept.set(sql, statement);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return statement;
  }

  #prepared(sql: string): SqliteStatement {
    const statement = this.#database.prepare(sql);
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...parameters),
      run: (parameters) => statement.run(...parameters),
      // One of its own: whatever else is done with the same text would end the reading half-way.
      iterate: (parameters) => this.#iterate(sql, parameters),
    };
  }

  *#iterate(sql: string, parameters: Parameters<SqliteStatement['iterate']>[0]): Generator<unknown> {
    const statement = this.#database.prepare(sql);
    this.#reading.add(statement);
    try {
      yield* statement.iterate(...parameters);
    } finally {
      this.#reading.delete(statement);
    }
  }

  /** May be called twice. */
  close(): void {
    this.#kept.clear();
    if (this.#database.isOpen) this.#database.close();
  }
}
