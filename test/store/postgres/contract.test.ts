import { afterAll, beforeAll } from 'vitest';
import { botStoreContract } from '../../contract/bot-store.contract.ts';
import { changesContract } from '../../contract/changes.contract.ts';
import { chatSyncContract } from '../../contract/chat-sync.contract.ts';
import { digestsContract } from '../../contract/digests.contract.ts';
import { journalContract } from '../../contract/journal.contract.ts';
import { operationFiguresContract } from '../../contract/operation-figures.contract.ts';
import { rosterValuesContract } from '../../contract/roster-values.contract.ts';
import { seenBeforeContract } from '../../contract/seen-before.contract.ts';
import { startOverContract } from '../../contract/start-over.contract.ts';
import { syncQueueContract } from '../../contract/sync-queue.contract.ts';
import { syncStoreContract } from '../../contract/sync-store.contract.ts';
import { targetsContract } from '../../contract/targets.contract.ts';
import { toldRefundsContract } from '../../contract/told-refunds.contract.ts';
import { workerLockContract } from '../../contract/worker-lock.contract.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { createPostgresPlaces } from './postgres-place.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres('nothing');
});
afterAll(() => server.remove());
const createPlace = createPostgresPlaces(() => server);

syncStoreContract('PostgreSQL', createPlace);
syncQueueContract('PostgreSQL', createPlace);
changesContract('PostgreSQL', createPlace);
chatSyncContract('PostgreSQL', createPlace);
botStoreContract('PostgreSQL', createPlace);
journalContract('PostgreSQL', createPlace);
rosterValuesContract('PostgreSQL', createPlace);
seenBeforeContract('PostgreSQL', createPlace);
targetsContract('PostgreSQL', createPlace);
toldRefundsContract('PostgreSQL', createPlace);
workerLockContract('PostgreSQL', createPlace);
operationFiguresContract('PostgreSQL', createPlace);
digestsContract('PostgreSQL', createPlace);
startOverContract('PostgreSQL', createPlace);
