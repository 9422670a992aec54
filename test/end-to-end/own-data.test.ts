import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Connection } from '../../src/store/sqlite/connection.ts';
import { getSync, idOf, post, settled, syncFile, upload } from '../support/api.ts';
import { closedAfterTest } from '../support/closed-after-test.ts';
import { type Harness, openHarness, runCli, runCommand, startService } from '../support/processes.ts';
import { samplePath } from '../support/samples.ts';
import { brokenLinks, readTables } from '../support/tables.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nvc-own-data-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const feishu = { FEISHU_APP_ID: 'cli_a', FEISHU_APP_SECRET: 's', BITABLE_APP_TOKEN: 'bascn' };
const garbage = 'not a database\n'.repeat(1_000);
const garbageIn = async (dataDir: string, ...path: string[]) => {
  const file = join(dataDir, ...path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, garbage);
};

interface Trouble {
  name: string;
  prepare: (dataDir: string) => Promise<unknown>;
  says: RegExp;
  env?: Record<string, string>;
}

const troubles: Trouble[] = [
  {
    name: 'a data folder that cannot be made',
    prepare: (dataDir) => writeFile(dataDir, garbage),
    says: /用不了本服务的数据目录（DATA_DIR）/,
  },
  {
    name: 'a data folder where nothing can be made',
    prepare: async () => {},
    says: /用不了本服务的数据目录（DATA_DIR）/,
    env: { DATA_DIR: '/proc/nope' },
  },
  {
    name: 'a damaged database',
    prepare: (dataDir) => garbageIn(dataDir, 'sync.sqlite'),
    says: /数据文件 sync\.sqlite 已经损坏/,
  },
  {
    name: 'a damaged lock',
    prepare: (dataDir) => garbageIn(dataDir, 'worker.lock.sqlite'),
    says: /数据文件 worker\.lock\.sqlite 已经损坏/,
  },
  {
    name: 'a database of a newer version',
    async prepare(dataDir) {
      await mkdir(dataDir);
      const database = new Connection(join(dataDir, 'sync.sqlite'));
      database.exec('pragma journal_mode = wal');
      database.exec('create table kysely_migration (name text primary key, timestamp text not null)');
      database.exec(`insert into kysely_migration values ('9999-later', '2099-01-01')`);
      database.close();
    },
    says: /更新版本的程序写下的/,
  },
  {
    name: 'a damaged record of the demonstration',
    prepare: (dataDir) => garbageIn(dataDir, 'sandbox', 'feishu', 'base.log'),
    says: /数据文件 sandbox\/feishu\/base\.log 已经损坏/,
    env: { SANDBOX: 'true' },
  },
  {
    name: 'a disk without any room',
    prepare: async () => {},
    says: /磁盘写不进去，多半是空间满了/,
    env: { LARGEST_FILE: '0' },
  },
];

async function contentsOf(path: string): Promise<string[]> {
  const names = await readdir(path, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith('sync.sqlite') || name.endsWith('base.log'));
  return Promise.all(
    files.map(
      async (name) =>
        `${name} ${createHash('sha256')
          .update(await readFile(join(path, name)))
          .digest('hex')}`,
    ),
  );
}

describe('what its own data lack is said in words, and nothing is destroyed', () => {
  it.each(troubles)('$name, when the service starts and on the command line', async (trouble) => {
    const dataDir = join(folder, 'data');
    await trouble.prepare(dataDir);
    const before = await contentsOf(dataDir);
    const env = { ...feishu, DATA_DIR: dataDir, ...trouble.env, PORT: '0' };
    const ends = [await runCommand('main.js', [], env), await runCli([samplePath('roster-gbk.csv')], env)];
    for (const { exitCode, stderr, stdout } of ends) {
      expect(exitCode).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toMatch(trouble.says);
      expect(stderr).toMatch(/请管理员/);
      expect(stderr).not.toMatch(/stack|\n\s+at /);
    }
    expect(await contentsOf(dataDir)).toEqual(expect.arrayContaining(before));
  });
});

describe('a disk that fills up', () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = closedAfterTest(await openHarness());
  });

  const rows = Array.from({ length: 3000 }, (_, index) => {
    const id = `u_7f${String(index).padStart(11, '0')}_ABCDEFGHIJ`;
    return `${id},学员${index},,课程${index % 3},2026-05-${String((index % 28) + 1).padStart(2, '0')}`;
  });
  const csv = (count: number) => ['用户ID,昵称,手机号,课程,学习日期', ...rows.slice(0, count)].join('\n');
  const large = { name: '名单.csv', bytes: csv(3000) };

  async function restartWithRoomFor(blocks: number): Promise<void> {
    await harness.service.kill('SIGTERM');
    harness.service = await startService({ ...harness.env, LARGEST_FILE: String(blocks) });
  }

  it('in the middle of a sync: what was sent is never said not to be written, and the next start ends it', async () => {
    await restartWithRoomFor(2000);
    const id = await upload(harness.service.url, large);
    // The sync may still be able to say how it ended, or not even that.
    const told = await Promise.race([settled(harness.service.url, id), standsStill(id)]);
    const seen = await readTables(harness.sandbox.url);
    const written = seen.learners.length + seen.enrollments.length;
    expect([written > 0, written < 6000]).toEqual([true, true]);
    if (told !== null) {
      expect(told).toMatchObject({ status: 'failed', error: { code: 'disk_full' } });
      const { learnersCreated, enrollmentsCreated } = told.summary;
      if (learnersCreated + enrollmentsCreated < written) expect(told.sentences[0]).toMatch(/还不能确认/);
    }
    await harness.service.kill('SIGTERM');
    await harness.restart();
    const { url } = harness.service;
    const last = told === null ? id : idOf(await post(url, `/api/syncs/${id}/rerun`));
    expect((await settled(url, last)).status).toBe('succeeded');
    const { learners, enrollments } = await readTables(harness.sandbox.url);
    expect([learners.length, enrollments.length]).toEqual([3000, 3000]);
    expect(brokenLinks({ learners, enrollments })).toEqual([]);
  });

  it('refuses an upload with a sentence, and keeps what was there', async () => {
    const known = await syncFile(harness.service.url, { name: '小.csv', bytes: csv(20) });
    await restartWithRoomFor(300);
    expect(await upload(harness.service.url, large).catch(String)).toMatch(/507.*disk_full.*磁盘写不进去/);
    const { exitCode, stderr } = await runCli([samplePath('roster-gbk.csv')], {
      ...harness.env,
      LARGEST_FILE: '1',
    });
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/磁盘写不进去/)]);
    expect(await getSync(harness.service.url, known.id)).toEqual(known);
  });

  /** null once nothing has been told for a while about a sync that has begun to write. */
  async function standsStill(id: string): Promise<null> {
    let last = '';
    for (let quiet = 0; quiet < 8; ) {
      await sleep(500);
      const now = JSON.stringify(await getSync(harness.service.url, id));
      const { learners } = await readTables(harness.sandbox.url);
      quiet = now === last && learners.length > 0 ? quiet + 1 : 0;
      last = now;
    }
    return null;
  }
});

describe('a data folder that goes away while the service runs', () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await openHarness();
  });
  afterEach(() => harness.close());

  const readiness = async () => (await fetch(`${harness.service.url}/readyz`)).status;
  const file = { name: '名单.csv', bytes: '用户ID,昵称,课程,学习日期\nu_1,学员1,课程1,2026-05-01' };

  it('is said at every door, nothing is taken, and work goes on when it is back', async () => {
    const { DATA_DIR = '' } = harness.env;
    const moved = join(folder, 'moved');
    await rename(DATA_DIR, moved);
    expect(await readiness()).toBe(503);
    expect(await upload(harness.service.url, file).catch(String)).toMatch(
      /503.*data_gone.*数据目录（DATA_DIR）在运行中被删除/,
    );
    // The worker, which starts anew again and again, makes no other one.
    await sleep(3_000);
    expect(await readdir(dirname(DATA_DIR))).not.toContain(basename(DATA_DIR));
    await rename(moved, DATA_DIR);
    // The worker comes back with it.
    while ((await readiness()) !== 200) await sleep(100);
    expect(await syncFile(harness.service.url, file)).toMatchObject({ status: 'succeeded', number: 1 });
  });
});
