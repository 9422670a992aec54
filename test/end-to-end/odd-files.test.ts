import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SyncJson } from '../../src/http/sync-json.ts';
import { sheetsXlsx, textRow } from '../roster/xlsx-file.ts';
import { post, settled, syncFile } from '../support/api.ts';
import { type Harness, openHarness, runCli } from '../support/processes.ts';
import { control, readTables } from '../support/tables.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const people = 30;
const idOf = (index: number) => `u_7f74bf20f876f_${String(index).padStart(10, '0')}`;
const numbers = Array.from({ length: people }, (_, index) => index);

/** The last course that was used: each test has one of its own, so that no answer of another holds for it. */
let courses = 0;
let course: string;
beforeEach(async () => {
  courses += 1;
  course = `${'甲乙丙丁戊己庚辛'[courses]}沟通工作坊`;
  await control(harness.sandbox.url, 'POST', 'reset', { seed: 'empty' });
  await control(harness.sandbox.url, 'POST', 'records', {
    table: '学员总表',
    records: numbers.map((index) => ({ cells: { 用户ID: idOf(index), 昵称: `学员${index}` } })),
  });
  await control(harness.sandbox.url, 'POST', 'records', {
    table: '学习记录表',
    records: numbers.map((index) => ({
      cells: { 用户ID: idOf(index), 课程: course, 学习日期: Date.UTC(2026, 0, 1) },
    })),
  });
});

/** Names slipped up, each time by one more: a roster that says what the last one said changes nothing. */
const slipped = () => numbers.map((index) => [idOf(index), `学员${index + courses}`] as const);
const sheetRows = () =>
  textRow('用户ID', '昵称') +
  slipped()
    .map((cells) => textRow(...cells))
    .join('');
const slippedCsv = () => ['用户ID,昵称', ...slipped().map((cells) => cells.join())].join('\n');

const codesOf = ({ needs }: SyncJson) => needs?.confirm.reasons.map(({ code }) => code);
const answer = async (sync: SyncJson, body: object) => {
  await post(harness.service.url, `/api/syncs/${sync.id}/input`, body);
  return settled(harness.service.url, sync.id);
};
const nicknames = async () => (await readTables(harness.sandbox.url)).learners.map(({ cells }) => cells.昵称);
const enrollments = async () => (await readTables(harness.sandbox.url)).enrollments.length;

describe('a file from which everything is missing, and about which everything is odd', () => {
  it('stops twice: for all that is missing, and for all that is odd', async () => {
    const bytes = sheetsXlsx(['第11期', '第12期'].map((name) => ({ name, rows: sheetRows() })));
    const missing = await syncFile(harness.service.url, { name: '名单.xlsx', bytes });
    expect(missing.needs).toMatchObject({ course: true, date: true, sheets: [{}, {}] });
    expect(missing.needs?.courses).toEqual([course]);

    const typed = course.replace('工作坊', '工作访');
    const odd = await answer(missing, { sheets: ['第11期'], course: typed, date: '2016-05-16' });
    expect(codesOf(odd)).toEqual(['many_updates', 'course_similar', 'date_far']);
    expect(odd.needs?.similar).toEqual([`《${course}》`]);
    expect(odd.sentences.join('')).toContain('学员0 → 学员1');
    expect(await nicknames()).toContain('学员0');

    const done = await answer(odd, { useSimilar: true, confirm: ['many_updates', 'date_far'] });
    expect(done).toMatchObject({
      status: 'succeeded',
      summary: { learnersUpdated: people, enrollmentsCreated: 0, courses: [course] },
    });
    expect(await nicknames()).not.toContain('学员0');
  });

  it('is not taken for settled if not all of it is named', async () => {
    const file = { name: '名单.csv', bytes: slippedCsv() };
    const odd = await syncFile(harness.service.url, file, { course, date: '2016-05-16' });
    expect(codesOf(odd)).toEqual(['many_updates']);
    const url = `${harness.service.url}/api/syncs/${odd.id}/input`;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ confirm: ['date_far'] });
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(409);
    expect(await answer(odd, { confirm: true })).toMatchObject({ status: 'succeeded' });
  });
});

describe('on the command line', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nvc-odd-'));
    path = join(folder, '名单.csv');
    await writeFile(path, slippedCsv());
    return () => rm(folder, { recursive: true });
  });
  const flags = () => ['--course', `${course}（新）`, '--date', '2026-06-01'];

  it('nobody is there to ask: it says so, ends with code 3, and the sync waits for page or card', async () => {
    const { exitCode, stdout, stderr } = await runCli([path, '--json', ...flags()], harness.env);
    const sync = JSON.parse(stdout) as SyncJson;
    expect([exitCode, sync.status, codesOf(sync)]).toEqual([3, 'needs_input', ['many_updates']]);
    expect(stderr).toContain(`#${sync.number}`);
    expect(stderr).toContain('--yes');
    expect(await nicknames()).toContain('学员0');
    expect(await answer(sync, { confirm: ['many_updates'] })).toMatchObject({ status: 'succeeded' });
    expect(await enrollments()).toBe(2 * people);
  });

  it('goes on with --yes', async () => {
    const { exitCode, stdout } = await runCli([path, '--json', '--yes', ...flags()], harness.env);
    expect([exitCode, (JSON.parse(stdout) as SyncJson).status]).toEqual([0, 'succeeded']);
    expect(await nicknames()).not.toContain('学员0');
  });
});
