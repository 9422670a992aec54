/**
 * Works on a store from a process or thread of its own and says one line after each step.
 * Arguments: folder of the compiled sources, data folder, one of the tasks below, a name.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [compiled, dataDir, task, name] = process.argv.slice(2);
const compiledModule = (path) => import(pathToFileURL(join(compiled, path)).href);
const { openStore } = await compiledModule('store/open-store.js');
const { createLog } = await compiledModule('log.js');
const { resultCodeOf } = await compiledModule('store/sqlite/result-codes.js');

const writtenAt = Date.UTC(2026, 4, 20);
const target = { domain: 'd', appId: 'a', baseToken: 'b', tables: 't' };
const say = (line) => process.stdout.write(`${line}\n`);
const upload = (id, bytes) => ({
  id,
  key: null,
  origin: null,
  fileId: `${id}.file`,
  source: 'cli',
  fileName: '名单.csv',
  bytes,
  dryRun: false,
  input: { course: null, day: null, addUnderNewDate: false, confirmed: [] },
  policies: { policy: 'skip-existing', learnerUpdates: 'overwrite' },
  target,
  createdAt: new Date(0),
});
const intent = (id, syncId) => ({
  id,
  syncId,
  clientToken: id,
  startedAt: 0,
  sentAt: 0,
  kind: 'create_learners',
  rows: [{ line: 2, userId: `user of ${id}`, fields: {} }],
});

const tasks = {
  /** Adds syncs and journals for each, as fast as it can. */
  async add(store) {
    for (let n = 0; n < 40; n++) {
      const id = `${name}-${n}`;
      await store.syncs.addUpload(upload(id, new Uint8Array(1_000)));
      const begun = intent(id, id);
      await store.journal.begin(begun);
      await store.journal.complete({ intent: begun, recordIds: [`rec of ${id}`], at: writtenAt });
    }
    await store.close();
  },
  /** Says what is promised to be on disk, and then hangs until it is killed. */
  async 'journal and hang'(store) {
    say((await store.workerLock.tryAcquire('b')) === null ? 'not locked' : 'locked');
    await store.syncs.addUpload(upload('sync', new Uint8Array(1_000)));
    await store.syncs.start('sync');
    const completed = intent('completed', 'sync');
    await store.journal.begin(completed);
    await store.journal.complete({ intent: completed, recordIds: ['rec'], at: writtenAt });
    await store.journal.begin(intent('open', 'sync'));
    say('ready');
    // As in a service, something still refers to the store: a database that is garbage is closed, its lock with it.
    setInterval(() => store, 1_000);
  },
  async 'try the lock'(store) {
    say((await store.workerLock.tryAcquire('b')) === null ? 'not locked' : 'locked');
    await store.close();
  },
  /** Adds more than there is room for; says which errors came of it, and how many syncs are there. */
  async 'fill the disk'(store) {
    const codes = [];
    for (let n = 0; n < 20; n++) {
      await store.syncs.addUpload(upload(`${name}-${n}`, new Uint8Array(200_000))).catch((error) => {
        codes.push(`${error.name} ${error.code} SQLite ${resultCodeOf(error.cause)}`);
      });
    }
    say([...new Set(codes)].join());
    say((await store.syncs.list(100)).length);
  },
};

await tasks[task](await openStore({ dataDir, log: createLog('silent') }));
