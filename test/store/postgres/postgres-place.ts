import pg from 'pg';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import type { StorePlace } from '../../contract/store-place.ts';
import type { PostgresServer } from '../../support/postgres.ts';
import { silent } from '../sqlite/sqlite-place.ts';

/** Places on one server: a database for each test. @param server started before the first test */
export function createPostgresPlaces(server: () => PostgresServer): () => Promise<StorePlace> {
  return async () => {
    const databaseUrl = await server().createDatabase();
    const opened = new Set<Store>();
    return {
      async open() {
        const store = await openStore({ dataDir: '/nowhere', databaseUrl, log: silent });
        opened.add(store);
        return store;
      },
      contents: () => contentsOf(databaseUrl),
      async remove() {
        await Promise.all([...opened].map((store) => store.close()));
      },
    };
  };
}

async function contentsOf(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ text: string }>(`select t::text as text from "${name}" t`);
      texts.push(...rows.map(({ text }) => text));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}
