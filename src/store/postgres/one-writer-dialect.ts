import {
  CompiledQuery,
  type Driver,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type TransactionSettings,
} from 'kysely';
import { BorrowedConnection } from './borrowed-connection.ts';

/** Key of the advisory lock that transactions take in turn. */
const writerKey = 7_351_902_001n;

/**
 * Kysely over PostgreSQL with one transaction at a time, as SQLite has it, so that what is proved of one database holds for
 * the other: under READ COMMITTED, transactions that read first and write later could each go by what the other is about
 * to change. Statements outside a transaction do not wait.
 * https://www.postgresql.org/docs/current/transaction-iso.html#XACT-READ-COMMITTED
 */
export class OneWriterDialect extends PostgresDialect {
  readonly #pool: PostgresPool;

  constructor(pool: PostgresPool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver(): Driver {
    return new OneWriterDriver(this.#pool);
  }
}

/** Transactions of this process queue before they take a connection: else many that wait would leave none for others. */
class OneWriterDriver implements Driver {
  readonly #driver: Driver;
  #last: Promise<void> = Promise.resolve();

  constructor(pool: PostgresPool) {
    this.#driver = new PostgresDriver({ pool });
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  async acquireConnection(): Promise<BorrowedConnection> {
    return new BorrowedConnection(() => this.#driver.acquireConnection());
  }

  async beginTransaction(connection: BorrowedConnection, settings: TransactionSettings): Promise<void> {
    const before = this.#last;
    this.#last = connection.takeTurn();
    await before;
    await this.#driver.beginTransaction(connection, settings);
    await connection.executeQuery(CompiledQuery.raw('select pg_advisory_xact_lock($1)', [writerKey]));
  }

  commitTransaction(connection: BorrowedConnection): Promise<void> {
    return this.#driver.commitTransaction(connection);
  }

  rollbackTransaction(connection: BorrowedConnection): Promise<void> {
    return this.#driver.rollbackTransaction(connection);
  }

  async releaseConnection(connection: BorrowedConnection): Promise<void> {
    await connection.giveBack((borrowed) => this.#driver.releaseConnection(borrowed));
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }
}
