import type { DatabaseFile } from './database-file.ts';
import { retryBusy } from './retry-busy.ts';
import { toStoreError } from './store-errors.ts';

/**
 * A transaction that takes the write lock at once. One that reads first and writes later can fail half-way, because
 * somebody else has written in between: https://www.sqlite.org/lang_transaction.html
 */
export class ImmediateTransaction {
  readonly #file: DatabaseFile;

  constructor(file: DatabaseFile) {
    this.#file = file;
  }

  get active(): boolean {
    return this.#file.connection.inTransaction;
  }

  /** Waits for others that write. */
  async begin(): Promise<void> {
    this.#file.refuseGone();
    await retryBusy(() => this.#file.connection.exec('begin immediate')).catch(throwStoreError);
  }

  /** Looks again afterwards: what went into a file that has been taken away is not kept. */
  commit(): void {
    try {
      this.#file.connection.exec('commit');
      this.#file.refuseGone();
    } catch (thrown) {
      throwStoreError(thrown);
    }
  }

  /** SQLite may have rolled back already, on a full disk for example; a second time would hide the first error. */
  rollback(): void {
    if (this.active) this.#file.connection.exec('rollback');
  }
}

function throwStoreError(thrown: unknown): never {
  throw toStoreError(thrown);
}
