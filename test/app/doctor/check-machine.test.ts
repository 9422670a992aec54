import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { checkMachine, type Machine, thisMachine } from '../../../src/app/doctor/check-machine.ts';
import { gatherLocalFacts } from '../../../src/app/doctor/local-facts.ts';
import { createLog } from '../../../src/log.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { Connection } from '../../../src/store/sqlite/connection.ts';
import { findingLines } from '../../../src/wording/doctor/labels.ts';
import { upload } from '../../contract/store-place.ts';

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nvc-machine-'));
  dataDir = join(folder, 'data');
  onTestFinished(() => rm(folder, { recursive: true }));
});

const examine = async (machine: Machine = thisMachine) =>
  checkMachine(await gatherLocalFacts({ dataDir }, null), join(folder, '.env'), machine);
const linesOf = async (check: string, machine?: Machine) =>
  (await examine(machine)).filter((finding) => finding.check === check).map(findingLines);

async function fill(): Promise<void> {
  const store = await openStore({ dataDir, log: createLog('silent') });
  await store.bot.claimOnce(['event'], new Date(Date.UTC(2026, 4, 16)));
  await store.close();
}

describe('what the machine has', () => {
  it('nothing yet is fine, and nothing is made by looking', async () => {
    expect((await examine()).map(({ check, mark }) => [check, mark])).toEqual([
      ['database', 'good'],
      ['folder', 'good'],
      ['disk', 'good'],
      ['node', 'good'],
    ]);
    expect((await linesOf('folder')).join()).toContain('启动服务时建立');
    expect(await linesOf('database')).toEqual(['✓ 数据库：还没有数据，启动服务时建立。']);
  });

  it('a folder of ours', async () => {
    await fill();
    expect((await linesOf('database')).join()).toMatch(/^✓ 数据库：完好，版本 \d{4}-[\w-]+。$/);
    expect((await linesOf('folder')).join()).toMatch(/^✓ .*可以读写，别的用户看不到。$/);
    expect((await gatherLocalFacts({ dataDir }, null)).database).toMatchObject({
      lastEventAt: Date.UTC(2026, 4, 16),
    });
  });

  it('knows when the last message came, which may be a file, and not what the service itself has told', async () => {
    await fill();
    const store = await openStore({ dataDir, log: createLog('silent') });
    const sent = Date.UTC(2026, 4, 17);
    await store.syncs.addUpload(upload('sent', 0, { source: 'bot', createdAt: new Date(sent) }));
    await store.syncs.addUpload(upload('uploaded', 0, { createdAt: new Date(sent + 1) }));
    await store.bot.claimOnce(['alerted:sent'], new Date(sent + 2));
    await store.close();
    expect((await gatherLocalFacts({ dataDir }, null)).database).toMatchObject({ lastEventAt: sent });
  });

  it('a database that is damaged', async () => {
    await mkdir(dataDir, { mode: 0o700 });
    await writeFile(
      join(dataDir, 'sync.sqlite'),
      'no database at all, but long enough to be taken for one'.repeat(99),
    );
    expect((await linesOf('database')).join()).toMatch(/^✗ 数据库：.*已经损坏.*恢复备份/s);
  });

  it('a database that a newer version has migrated', async () => {
    await fill();
    const database = new Connection(join(dataDir, 'sync.sqlite'));
    database.prepare("insert into kysely_migration (name, timestamp) values ('9999-later', '')").run([]);
    database.close();
    expect((await linesOf('database')).join()).toMatch(/^✗ 数据库：.*新版本/s);
  });

  it('a folder and a file that others can read', async () => {
    await mkdir(dataDir);
    await chmod(dataDir, 0o755);
    await writeFile(join(folder, '.env'), 'FEISHU_APP_SECRET=1\n', { mode: 0o644 });
    expect((await linesOf('folder')).join('\n')).toMatch(
      /✗ .*有学员的资料.*chmod 700.*✗ .*有应用凭证.*chmod 600/s,
    );
  });

  it('a file where the folder should be', async () => {
    await writeFile(dataDir, '');
    expect((await linesOf('folder')).join()).toMatch(/^✗ .*不能读写/);
  });

  it.each([
    { freeBytes: 500 * 1024 ** 2 - 1, says: /^✗ 磁盘：只剩 499 MB。\n.*腾出磁盘空间/ },
    { freeBytes: 0, says: /^✗ 磁盘：只剩 0 MB。/ },
    { freeBytes: 500 * 1024 ** 2, says: /^✓ 磁盘：还剩 0\.5 GB。$/ },
  ])('a disk with $freeBytes bytes left', async ({ freeBytes, says }) => {
    const asked: string[] = [];
    const machine: Machine = {
      ...thisMachine,
      freeBytes(path) {
        asked.push(path);
        return freeBytes;
      },
    };
    expect((await linesOf('disk', machine)).join()).toMatch(says);
    // Of the folder above, until there is one for the data.
    expect(asked).toEqual([folder]);
  });

  it.each([
    {
      nodeVersion: '18.20.8',
      says: /^✗ Node\.js：18\.20\.8 太旧，需要 20\.19 或更新.*\n.*nodejs\.org.*npm ci/,
    },
    { nodeVersion: '20.18.3', says: /^✗ / },
    { nodeVersion: '20.19.0', says: /^✓ Node\.js：20\.19\.0。$/ },
    { nodeVersion: '24.0.0', says: /^✓ / },
  ])('Node $nodeVersion', async ({ nodeVersion, says }) => {
    expect((await linesOf('node', { ...thisMachine, nodeVersion })).join()).toMatch(says);
  });
});

it('with a PostgreSQL server no folder and no disk of ours is looked at, whatever they are like', async () => {
  await mkdir(dataDir);
  await chmod(dataDir, 0o777);
  const nobody = 'postgres://nobody@127.0.0.1:1/nothing';
  const local = await gatherLocalFacts({ dataDir, databaseUrl: nobody }, null);
  const findings = checkMachine(local, join(folder, '.env'), { ...thisMachine, freeBytes: () => 0 });
  expect(findings.map(findingLines).join('\n')).toMatch(
    /✗ 数据库：数据库现在连接不上.*– 数据目录：没有用到：数据在 PostgreSQL 里。\n– 磁盘：没有用到/s,
  );
});
