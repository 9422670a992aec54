import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { seedIds } from '../../src/sandbox/state/seed-base.ts';
import { getSync, idOf, newestSyncs, post, settled, syncFile, upload } from '../support/api.ts';
import { type Harness, openHarness, runCli, startService } from '../support/processes.ts';
import { callsOf, control, readTables } from '../support/tables.ts';
import { rosterOf } from './obstacles.ts';

const input = { course: '入门', date: '2026-05-01' };
const withoutCourse = { name: '名单.csv', bytes: '用户ID,昵称\nu_7f454d12b98bb_7tAzECxu4N,甲' };

/** Calls about records; that a service looks at its own Base when it starts is another matter. */
async function recordsAskedFor({ sandbox }: Harness) {
  return (await callsOf(sandbox.url)).filter(({ path }) => path.includes('/records'));
}

/** One sync of each kind that a changed target meets; the running one waits for an answer about its enrollments. */
async function leaveBehind({ service, sandbox }: Harness) {
  const finished = (await syncFile(service.url, rosterOf('f', 2))).id;
  const asking = (await syncFile(service.url, withoutCourse)).id;
  await control(sandbox.url, 'POST', 'faults', {
    method: 'POST',
    path: '*batch_create',
    nth: 2,
    action: { kind: 'hang', when: 'after' },
  });
  const running = await upload(service.url, rosterOf('r', 3));
  while ((await readTables(sandbox.url)).enrollments.length < 5) await sleep(50);
  const queued = await upload(service.url, rosterOf('q', 2));
  await service.kill('SIGKILL');
  await control(sandbox.url, 'DELETE', 'faults');
  return { finished, asking, running, queued };
}

it('old syncs are not resumed in another Base, say why, and go on in the old place', async () => {
  const harness = await openHarness();
  try {
    const { finished, asking, running, queued } = await leaveBehind(harness);
    const before = await readTables(harness.sandbox.url);
    await control(harness.sandbox.url, 'DELETE', 'calls');
    const other = await startService({ ...harness.env, BITABLE_APP_TOKEN: 'bascnAnother' });
    onTestFinished(() => other.kill('SIGKILL'));
    const why = { status: 'failed', error: { code: 'target_changed' } };
    expect(await settled(other.url, running)).toMatchObject({
      ...why,
      sentences: [
        '同步中断：已新增3位学员、0条学习记录，另有3条发给了飞书但还不能确认是否写入，其余未写入。',
        expect.stringMatching(/另一个多维表格/),
        expect.stringMatching(/重新上传.*改回原来/),
      ],
    });
    expect(await settled(other.url, queued)).toMatchObject(why);
    expect((await getSync(other.url, asking)).status).toBe('needs_input');
    await post(other.url, `/api/syncs/${asking}/input`, input);
    expect(await settled(other.url, asking)).toMatchObject(why);
    for (const id of [finished, running])
      await expect(post(other.url, `/api/syncs/${id}/rerun`)).rejects.toThrow(/409.*target_changed/);
    expect(await recordsAskedFor(harness)).toEqual([]);
    expect(await readTables(harness.sandbox.url)).toEqual(before);
    await other.kill('SIGKILL');
    await harness.restart();
    for (const id of [running, queued, asking]) {
      const rerun = idOf(await post(harness.service.url, `/api/syncs/${id}/rerun`));
      expect((await settled(harness.service.url, rerun)).status).toBe('succeeded');
    }
    const { learners, enrollments } = await readTables(harness.sandbox.url);
    expect([learners.length, enrollments.length]).toEqual([8, 8]);
  } finally {
    await harness.close();
  }
});

it('what was done in the demonstration is not known in earnest', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-target-'));
  const demonstration = await startService({ DATA_DIR: dataDir });
  await upload(demonstration.url, rosterOf('d', 3));
  await demonstration.kill('SIGKILL');
  const harness = await openHarness({ DATA_DIR: dataDir });
  try {
    expect(await newestSyncs(harness.service.url)).toEqual([]);
    await sleep(1_000);
    expect(await recordsAskedFor(harness)).toEqual([]);
  } finally {
    await harness.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});

const { learnerTable, enrollmentTable, wikiToken } = seedIds;
const spellings = {
  'table ids': { BITABLE_LEARNER_TABLE: learnerTable, BITABLE_ENROLLMENT_TABLE: enrollmentTable },
  'the wiki page that shows the Base': {
    BITABLE_APP_TOKEN: `https://sandbox.feishu.cn/wiki/${wikiToken}`,
  },
};

describe.each(Object.entries(spellings))('%s instead of names and the Base itself', (_what, spelling) => {
  it('are the same target for a command beside the service', async () => {
    const harness = await openHarness();
    const roster = await writeRoster(rosterOf('s', 3));
    try {
      const said = await runCli([roster, '--json'], { ...harness.env, ...spelling });
      expect(JSON.parse(said.stdout)).toMatchObject({
        status: 'succeeded',
        summary: { enrollmentsCreated: 3 },
      });
      const rerun = idOf(await post(harness.service.url, `/api/syncs/${JSON.parse(said.stdout).id}/rerun`));
      expect(await settled(harness.service.url, rerun)).toMatchObject({
        status: 'succeeded',
        summary: { enrollmentsCreated: 0, enrollmentsSkipped: 3 },
      });
    } finally {
      await harness.close();
      await rm(dirname(roster), { recursive: true });
    }
  });

  it('are the same target for what a killed service has left behind, and nothing is written twice', async () => {
    const harness = await openHarness({ ENROLLMENT_POLICY: 'append' });
    try {
      const { running, queued } = await leaveBehind(harness);
      const other = await startService({ ...harness.env, ...spelling });
      onTestFinished(() => other.kill('SIGKILL'));
      harness.service = other;
      for (const id of [running, queued]) expect((await settled(other.url, id)).status).toBe('succeeded');
      const { learners, enrollments } = await readTables(harness.sandbox.url);
      expect([learners.length, enrollments.length]).toEqual([7, 7]);
    } finally {
      await harness.close();
    }
  });
});

async function writeRoster({ name, bytes }: ReturnType<typeof rosterOf>): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'nvc-roster-')), name);
  await writeFile(path, bytes);
  return path;
}
