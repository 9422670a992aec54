import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compileSources } from '../compiled-sources.ts';
import { createSqlitePlace } from './sqlite-place.ts';

const script = join(import.meta.dirname, 'store-process.mjs');
const target = { domain: 'd', appId: 'a', baseToken: 'b', tables: 't' };

describe('one store in several processes', () => {
  let compiled: Awaited<ReturnType<typeof compileSources>>;
  let place: Awaited<ReturnType<typeof createSqlitePlace>>;
  let children: ChildProcess[];
  beforeAll(async () => {
    compiled = await compileSources();
  });
  afterAll(() => compiled.remove());
  beforeEach(async () => {
    place = await createSqlitePlace();
    children = [];
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await place.remove();
  });

  const argumentsFor = (task: string, name: string) => [compiled.folder, place.dataDir, task, name];

  function start(task: string, name = 'child') {
    const child = spawn(process.execPath, [script, ...argumentsFor(task, name)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return child;
  }

  async function saidInThread(task: string): Promise<string> {
    const worker = new Worker(script, { argv: argumentsFor(task, 'thread'), stdout: true });
    const [said] = await Promise.all([text(worker.stdout), once(worker, 'exit')]);
    return said.trim();
  }

  async function saidInProcess(task: string): Promise<string> {
    return (await text(start(task).stdout)).trim();
  }

  /** A process that holds the lock and has journaled, ready to be killed. */
  async function startHanging() {
    const child = start('journal and hang');
    const said: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      said.push(line);
      if (line === 'ready') break;
    }
    return { child, said };
  }

  async function kill(child: ChildProcess): Promise<void> {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  it('loses nothing when all of them create the tables and write at once', async () => {
    const exits = ['p1', 'p2'].map((name) => once(start('add', name), 'exit'));
    const thread = saidInThread('add');
    expect(await Promise.all(exits)).toEqual([
      [0, null],
      [0, null],
    ]);
    await thread;
    const store = await place.open();
    const records = await store.syncs.list(1_000);
    expect(records.map((record) => record.number)).toEqual(Array.from({ length: 120 }, (_, n) => 120 - n));
    for (const { id } of records) {
      const written = await store.journal.writtenByUpload(id);
      expect(written.map((row) => row.recordId)).toEqual([`rec of ${id}`]);
    }
  });

  it('has on disk what was promised when a process is killed', async () => {
    const { child } = await startHanging();
    await kill(child);
    const store = await place.open();
    expect(await store.syncs.nextReady(new Date(), target)).toMatchObject({ id: 'sync', status: 'running' });
    expect(await store.syncs.readFile('sync.file')).toHaveLength(1_000);
    expect((await store.journal.open(target)).map((intent) => intent.id)).toEqual(['open']);
    expect(await store.journal.writtenByUpload('sync')).toEqual([
      {
        syncId: 'sync',
        kind: 'create_learners',
        line: 2,
        userId: 'user of completed',
        recordId: 'rec',
        writtenAt: Date.UTC(2026, 4, 20),
      },
    ]);
  });

  it('gives the lock to one process until that process is killed', async () => {
    const { child, said } = await startHanging();
    expect(said).toEqual(['locked', 'ready']);
    const store = await place.open();
    expect(await store.workerLock.tryAcquire('b')).toBeNull();
    expect(await saidInThread('try the lock')).toBe('not locked');
    await kill(child);
    expect(await store.workerLock.tryAcquire('b')).not.toBeNull();
    expect(await saidInProcess('try the lock')).toBe('not locked');
  });

  it('keeps the lock while threads of the same process come and go', async () => {
    const store = await place.open();
    const held = await store.workerLock.tryAcquire('b');
    expect(await saidInThread('try the lock')).toBe('not locked');
    expect(await saidInProcess('try the lock')).toBe('not locked');
    await held?.release();
    expect(await saidInThread('try the lock')).toBe('locked');
    expect(await store.workerLock.tryAcquire('b')).not.toBeNull();
  });

  it('says so when the disk is full, and keeps what was there', async () => {
    // A limit on the size of files stands in for the disk; the signal would end the process before SQLite hears of it.
    const limited = spawn(
      'sh',
      [
        '-c',
        `trap '' XFSZ; ulimit -f 2000; exec "$0" "$@"`,
        process.execPath,
        script,
        ...argumentsFor('fill the disk', 'f'),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    children.push(limited);
    const [errors, added] = (await text(limited.stdout)).trim().split('\n');
    expect(errors).toMatch(/^AppError disk_full SQLite (13|778)$/);
    const store = await place.open();
    const kept = await store.syncs.list(100);
    expect(kept).toHaveLength(Number(added));
    expect(kept.length).toBeGreaterThan(0);
    for (const { fileId } of kept) expect(await store.syncs.readFile(fileId)).toHaveLength(200_000);
  });
});
