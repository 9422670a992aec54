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
import type Database from 'libsql';
import { ImmediateTransaction } from './immediate-transaction.ts';
import { whenFree } from './retry-busy.ts';
import { toStoreError } from './store-errors.ts';

/** Kysely over one libsql database whose file others have open as well. Whatever fails is thrown as an AppError. */
export class LibsqlDialect extends SqliteDialect {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new SharedFileDriver(this.#database);
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
  readonly #transaction: ImmediateTransaction;

  constructor(database: Database.Database) {
    super({ database });
    this.#transaction = new ImmediateTransaction(database);
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new SharedFileConnection(await super.acquireConnection(), this.#transaction);
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
  readonly #transaction: ImmediateTransaction;

  constructor(connection: DatabaseConnection, transaction: ImmediateTransaction) {
    this.#connection = connection;
    this.#transaction = transaction;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      if (this.#transaction.active) return await this.#connection.executeQuery<Row>(query);
      if (!SelectQueryNode.is(query.query)) return await this.#inOwnTransaction<Row>(query);
      return await whenFree(() => this.#connection.executeQuery<Row>(query));
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
