import type Database from 'libsql';
import { whenFree } from './retry-busy.ts';
import { toStoreError } from './store-errors.ts';

/**
 * A transaction that takes the write lock at once. One that reads first and writes later can fail half-way, because
 * somebody else has written in between: https://www.sqlite.org/lang_transaction.html
 *
 * Whoever writes waits for the others here, and by `exec`: libsql does not reset a prepared write that was refused as
 * busy until it is collected, and no transaction of the connection can commit before that.
 */
export class ImmediateTransaction {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  get active(): boolean {
    return this.#database.inTransaction;
  }

  async begin(): Promise<void> {
    await whenFree(() => this.#database.exec('begin immediate')).catch(throwStoreError);
  }

  commit(): void {
    try {
      this.#database.exec('commit');
    } catch (thrown) {
      throwStoreError(thrown);
    }
  }

  /** SQLite may have rolled back already, on a full disk for example; a second time would hide the first error. */
  rollback(): void {
    if (this.active) this.#database.exec('rollback');
  }
}

function throwStoreError(thrown: unknown): never {
  throw toStoreError(thrown);
}
