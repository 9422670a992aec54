import type { PostgresPool, PostgresPoolClient } from 'kysely';

interface Client {
  query(sql: string, parameters: readonly unknown[]): Promise<unknown>;
  release(): void;
}

/** A pool whose failures are thrown as what `toError` makes of them. */
export function translatingPool(
  pool: { connect(): Promise<Client>; end(): Promise<void> },
  toError: (thrown: unknown) => Error,
): PostgresPool {
  // Kysely knows a connection again by its client.
  const known = new WeakMap<Client, PostgresPoolClient>();
  const translate = (client: Client): PostgresPoolClient => {
    const query = async (sql: string, parameters: readonly unknown[]) => {
      try {
        return await client.query(sql, parameters);
      } catch (thrown) {
        throw toError(thrown);
      }
    };
    return { query, release: () => client.release() } as PostgresPoolClient;
  };
  return {
    async connect() {
      const client = await pool.connect().catch((thrown: unknown) => {
        throw toError(thrown);
      });
      const translated = known.get(client) ?? translate(client);
      known.set(client, translated);
      return translated;
    },
    end: () => pool.end(),
  };
}
