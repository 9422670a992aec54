import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SyncJson } from '../../src/http/sync-json.ts';
import { idOf, post, settled, syncFile } from '../support/api.ts';
import { type Harness, openHarness, runCli } from '../support/processes.ts';
import { type ExpectedSample, expected, sampleFile, samplePath } from '../support/samples.ts';
import { brokenLinks, control, readTables } from '../support/tables.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const empty = () => control(harness.sandbox.url, 'POST', 'reset', { seed: 'empty' });

function operatorFields({ defaultCourse, defaultDate }: ExpectedSample): Record<string, string> {
  return defaultCourse && defaultDate ? { course: defaultCourse, date: defaultDate } : {};
}

function expectCounts(sync: SyncJson, sample: ExpectedSample) {
  expect(sync.summary).toMatchObject({
    rows: sample.dataRows,
    learnersCreated: sample.uniqueLearners,
    enrollmentsCreated: sample.enrolments_user_course_date,
    enrollmentsSkipped: sample.duplicateRows,
    rowsFailed: sample.rejected.length,
  });
  expect(sync.failures.map(({ line, code }) => ({ line, reason: code }))).toEqual(sample.rejected);
  expect(sync.status).toBe(sample.rejected.length === 0 ? 'succeeded' : 'partial');
}

async function expectTables(sample: ExpectedSample) {
  const tables = await readTables(harness.sandbox.url);
  expect(tables.learners).toHaveLength(sample.uniqueLearners);
  expect(brokenLinks(tables)).toEqual([]);
  const courses: Record<string, number> = {};
  for (const { cells } of tables.enrollments)
    courses[String(cells.课程)] = (courses[String(cells.课程)] ?? 0) + 1;
  expect(courses).toEqual(sample.courses);
}

describe.each(Object.entries(expected))('%s into empty tables', (name, sample) => {
  it('comes to the expected counts through the API, and both tables show it', async () => {
    await empty();
    expectCounts(await syncFile(harness.service.url, sampleFile(name), operatorFields(sample)), sample);
    await expectTables(sample);
  });

  it('comes to the expected counts through the command line while the service runs', async () => {
    await empty();
    const { course, date } = operatorFields(sample);
    const flags = course && date ? ['--course', course, '--date', date] : [];
    const { stdout, exitCode } = await runCli([samplePath(name), '--json', ...flags], harness.env);
    expectCounts(JSON.parse(stdout) as SyncJson, sample);
    expect(exitCode).toBe(sample.rejected.length === 0 ? 0 : 2);
    await expectTables(sample);
  });
});

describe('roster-utf8-bom.csv', () => {
  const file = sampleFile('roster-utf8-bom.csv');

  it('keeps every day as written, at 00:00 in the zone of the Base', async () => {
    const zone = JSON.stringify({ timeZone: 'America/New_York' });
    const { sandbox, service, close } = await openHarness({}, ['--empty', '--settings', zone]);
    await syncFile(service.url, file);
    const rows =
      new TextDecoder().decode(file.bytes).match(/(?:非暴力|共情|NVC )[^,]*,(\d{4}-\d\d-\d\d) \d\d:/g) ?? [];
    const written = rows.map((row) => row.slice(-14, -4)).sort();
    const { enrollments } = await readTables(sandbox.url);
    const shown = enrollments.map(({ cells }) => String(cells.学习日期).replaceAll('/', '-')).sort();
    expect(written).toHaveLength(300);
    expect(shown).toEqual(written);
    await close();
  });

  it('writes nothing the second time, and then exactly the one nickname that changed', async () => {
    await empty();
    await syncFile(harness.service.url, file);
    const again = await syncFile(harness.service.url, file);
    expect(again.summary).toMatchObject({
      enrollmentsCreated: 0,
      enrollmentsSkipped: 300,
      learnersUnchanged: 223,
    });
    expect(again.sentences).toEqual(['名单没有变化，无需写入。']);
    const changed = new TextDecoder().decode(file.bytes).replace('Owen20', '新昵称');
    const updated = await syncFile(harness.service.url, { name: '改.csv', bytes: changed });
    expect(updated.summary).toMatchObject({
      learnersUpdated: 1,
      learnersUnchanged: 222,
      enrollmentsCreated: 0,
    });
  });
});

describe('roster-no-course-date.csv, cumulative from week to week', () => {
  const file = sampleFile('roster-no-course-date.csv');
  const course = '非暴力沟通入门';

  it('asks for course and date, and goes on with the answer', async () => {
    await empty();
    const asked = await syncFile(harness.service.url, file);
    expect(asked).toMatchObject({ status: 'needs_input', needs: { course: true, date: true } });
    await post(harness.service.url, `/api/syncs/${asked.id}/input`, { course, date: '2026-05-16' });
    const done = await settled(harness.service.url, asked.id);
    expect(done.summary).toMatchObject({ enrollmentsCreated: 41, rowsFailed: 1 });
  });

  it('adds nobody under a new date, says why, and adds them when told to', async () => {
    await empty();
    await syncFile(harness.service.url, file, { course, date: '2026-05-16' });
    const later = await syncFile(harness.service.url, file, { course, date: '2026-05-23' });
    expect(later.summary).toMatchObject({ enrollmentsCreated: 0, enrollmentsSkipped: 41 });
    expect(later.canAddUnderNewDate).toBe(true);
    expect(later.sentences.join('')).toMatch(/41.*其他日期/);
    const rerun = idOf(await post(harness.service.url, `/api/syncs/${later.id}/rerun`, { newDate: true }));
    expect((await settled(harness.service.url, rerun)).summary).toMatchObject({ enrollmentsCreated: 41 });
  });

  it('names the missing flags on the command line, and leaves nothing behind', async () => {
    const { exitCode, stderr } = await runCli([samplePath('roster-no-course-date.csv')], harness.env);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/--course .*--date /);
  });
});

describe('what staff typed by hand', () => {
  it('is found although untidy, left as written, linked, and never emptied', async () => {
    await empty();
    await control(harness.sandbox.url, 'POST', 'records', {
      table: '学员总表',
      records: [
        { cells: { 用户ID: 'u_7f454d12b98bb_7tAzECxu4N\t', 昵称: ' 老宁 ', 手机号: '199 0000 0001' } },
      ],
    });
    await control(harness.sandbox.url, 'POST', 'records', {
      table: '学习记录表',
      records: [
        {
          cells: {
            用户ID: ' u_7f454d12b98bb_7tAzECxu4N',
            课程: '《入门》',
            学习日期: Date.parse('2026-05-01T00:00:00+08:00'),
          },
        },
      ],
    });
    const csv = '用户ID,昵称,手机号,课程,学习日期\nu_7f454d12b98bb_7tAzECxu4N,老宁,,入门,2026-05-01';
    const sync = await syncFile(harness.service.url, { name: '名单.csv', bytes: csv });
    expect(sync.summary).toMatchObject({ learnersUnchanged: 1, enrollmentsLinked: 1, enrollmentsCreated: 0 });
    const tables = await readTables(harness.sandbox.url);
    expect(tables.learners.map(({ cells }) => [cells.用户ID, cells.昵称, cells.手机号])).toEqual([
      ['u_7f454d12b98bb_7tAzECxu4N\t', ' 老宁 ', '199 0000 0001'],
    ]);
    expect(brokenLinks(tables)).toEqual([]);
  });
});
