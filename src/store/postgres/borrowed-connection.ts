import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';

/** What Kysely takes for a connection; one is taken from the pool only when something is asked through it. */
export class BorrowedConnection implements DatabaseConnection {
  readonly #borrow: () => Promise<DatabaseConnection>;
  #borrowed: Promise<DatabaseConnection> | null = null;
  #endTurn = () => {};

  /** @param borrow takes one from the pool */
  constructor(borrow: () => Promise<DatabaseConnection>) {
    this.#borrow = borrow;
  }

  /** @returns what is fulfilled once this connection is given back */
  takeTurn(): Promise<void> {
    return new Promise((resolve) => {
      this.#endTurn = resolve;
    });
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return (await this.#connection()).executeQuery<Row>(query);
  }

  async *streamQuery<Row>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<Row>> {
    yield* (await this.#connection()).streamQuery<Row>(query, chunkSize);
  }

  /** @param release gives one back to the pool */
  async giveBack(release: (borrowed: DatabaseConnection) => Promise<void>): Promise<void> {
    const borrowed = await this.#borrowed?.catch(() => null);
    if (borrowed) await release(borrowed);
    this.#endTurn();
  }

  #connection(): Promise<DatabaseConnection> {
    this.#borrowed ??= this.#borrow();
    return this.#borrowed;
  }
}
