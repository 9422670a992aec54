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
      async remove() {
        await Promise.all([...opened].map((store) => store.close()));
      },
    };
  };
}
