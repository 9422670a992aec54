import { botStoreContract } from '../contract/bot-store.contract.ts';
import { changesContract } from '../contract/changes.contract.ts';
import { chatSyncContract } from '../contract/chat-sync.contract.ts';
import { journalContract } from '../contract/journal.contract.ts';
import { syncQueueContract } from '../contract/sync-queue.contract.ts';
import { syncStoreContract } from '../contract/sync-store.contract.ts';
import { targetsContract } from '../contract/targets.contract.ts';
import { workerLockContract } from '../contract/worker-lock.contract.ts';
import { createSqlitePlace } from './sqlite/sqlite-place.ts';

syncStoreContract('SQLite', createSqlitePlace);
syncQueueContract('SQLite', createSqlitePlace);
changesContract('SQLite', createSqlitePlace);
chatSyncContract('SQLite', createSqlitePlace);
botStoreContract('SQLite', createSqlitePlace);
journalContract('SQLite', createSqlitePlace);
targetsContract('SQLite', createSqlitePlace);
workerLockContract('SQLite', createSqlitePlace);
