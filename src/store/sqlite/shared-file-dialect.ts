import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import type { DatabaseFile } from './database-file.ts';
import { ImmediateTransaction } from './immediate-transaction.ts';
import { retryBusy } from './retry-busy.ts';
import { toStoreError } from './store-errors.ts';

/** Kysely over one SQLite file that others have open as well. Whatever fails is thrown as an AppError. */
export class SharedFileDialect extends SqliteDialect {
  readonly #file: DatabaseFile;

  constructor(file: DatabaseFile) {
    super({ database: file.connection });
    this.#file = file;
  }

  override createDriver(): Driver {
    return new SharedFileDriver(this.#file);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }
}

/** SQLite rolls table changes back like any other; with this, migrations run inside a transaction. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class SharedFileDriver extends SqliteDriver {
  readonly #file: DatabaseFile;
  readonly #transaction: ImmediateTransaction;

  constructor(file: DatabaseFile) {
    super({ database: file.connection });
    this.#file = file;
    this.#transaction = new ImmediateTransaction(file);
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new SharedFileConnection(await super.acquireConnection(), this.#file, this.#transaction);
  }

  override beginTransaction(): Promise<void> {
    return this.#transaction.begin();
  }

  override async commitTransaction(): Promise<void> {
    this.#transaction.commit();
  }

  override async rollbackTransaction(): Promise<void> {
    this.#transaction.rollback();
  }
}

class SharedFileConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;
  readonly #file: DatabaseFile;
  readonly #transaction: ImmediateTransaction;

  constructor(connection: DatabaseConnection, file: DatabaseFile, transaction: ImmediateTransaction) {
    this.#connection = connection;
    this.#file = file;
    this.#transaction = transaction;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      if (this.#transaction.active) return await this.#connection.executeQuery<Row>(query);
      if (!SelectQueryNode.is(query.query)) return await this.#inOwnTransaction<Row>(query);
      this.#file.refuseGone();
      return await retryBusy(() => this.#connection.executeQuery<Row>(query));
    } catch (thrown) {
      throw toStoreError(thrown);
    }
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.#connection.streamQuery(query, chunkSize);
  }

  async #inOwnTransaction<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    await this.#transaction.begin();
    try {
      const result = await this.#connection.executeQuery<Row>(query);
      this.#transaction.commit();
      return result;
    } catch (thrown) {
      this.#transaction.rollback();
      throw thrown;
    }
  }
}
