import { beforeEach, describe, expect, it } from 'vitest';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, rulesOf, type SyncHarness, settings } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
});

const oneRow = rosterOf([['u_1', '甲', '19900000001', '入门', '2026-05-01']]);
const withCity = oneRow.replace('学习日期', '学习日期,城市').replace('2026-05-01', '2026-05-01,杭州');
const newName = oneRow.replace('甲', '乙');
const city = { name: '城市', fillOnlyIfEmpty: false };
const aliases = (userId: string) => ({
  learnerFields: [],
  enrollmentFields: [],
  extraAliases: { 用户ID: [userId] },
});

const serviceWith = (changed: Partial<typeof settings>) => {
  harness.deps.rules = rulesOf({ ...settings, ...changed });
};
const enrollments = () => harness.base.enrollments.length;
const nicknames = () => harness.base.learners.map(({ fields }) => fields.nickname);
const cities = () => harness.base.learners.map(({ fields }) => fields.城市);

describe('the policies of an upload are those of when it came in', () => {
  it('although the service works by others when its turn comes', async () => {
    await harness.upload(oneRow);
    const waiting = await harness.queue(newName);
    serviceWith({ policy: 'append', learnerUpdates: 'fill-empty' });
    expect(await harness.run(waiting)).toMatchObject({ summary: { enrollmentsSkipped: 1 } });
    expect([enrollments(), nicknames()]).toEqual([1, ['乙']]);
  });

  it('in reruns too, while new uploads go by the new ones', async () => {
    const first = await harness.upload(oneRow);
    serviceWith({ policy: 'append', learnerUpdates: 'fill-empty' });
    await harness.rerun(first);
    expect(enrollments()).toBe(1);
    await harness.upload(newName);
    expect([enrollments(), nicknames()]).toEqual([2, ['甲']]);
  });

  it('and a rerun under append writes no row twice after the service was changed to it', async () => {
    serviceWith({ policy: 'append' });
    const first = await harness.upload(oneRow);
    serviceWith({});
    harness.base.enrollments = [];
    harness.clock.advance(60_000);
    expect(await harness.rerun(first)).toMatchObject({ summary: { enrollmentsCreated: 1 } });
    expect(await harness.rerun(first)).toMatchObject({ summary: { enrollmentsSkipped: 1 } });
  });
});

describe('the columns of an upload are those of the first time that its header was read whole', () => {
  it('so a file refused for its titles is rerun with ROSTER_COLUMNS', async () => {
    const refused = await harness.upload(oneRow.replace('用户ID', '学员编号'));
    expect(refused.error).toMatchObject({ refusal: { code: 'columns_missing' } });
    harness.deps.rules = { ...harness.deps.rules, columns: aliases('学员编号') };
    expect(await harness.rerun(refused)).toMatchObject({ status: 'succeeded' });
  });

  it('and from then on it is read in the same way, whatever the settings are', async () => {
    harness.deps.rules = { ...harness.deps.rules, columns: aliases('学员编号') };
    const first = await harness.upload(oneRow.replace('用户ID', '学员编号'));
    harness.deps.rules = { ...harness.deps.rules, columns: aliases('编号') };
    expect(await harness.rerun(first)).toMatchObject({
      status: 'succeeded',
      summary: { enrollmentsSkipped: 1 },
    });
  });

  it('with the fields of 学员总表 that belong to them', async () => {
    const first = await harness.upload(withCity);
    serviceWith({ learnerFields: [city] });
    await harness.rerun(first);
    expect(cities()).toEqual([undefined]);
    await harness.upload(withCity);
    expect(cities()).toEqual(['杭州']);
  });

  it('also where the sync had to ask before it could go on', async () => {
    serviceWith({ learnerFields: [city] });
    const asking = await harness.upload('用户ID,昵称,手机号,课程,城市\nu_1,甲,19900000001,入门,杭州');
    expect(asking.status).toBe('needs_input');
    serviceWith({});
    await harness.answer(asking, { day: '2026-05-01' });
    expect(cities()).toEqual(['杭州']);
  });
});

it('a service restarted with other settings finishes an interrupted sync by the rules it was begun with', async () => {
  serviceWith({ policy: 'append', learnerFields: [city] });
  const stop = new AbortController();
  harness.base.onWrite = (name) => {
    if (name === 'create_learners') stop.abort();
    return undefined;
  };
  const twice = `${withCity}\n${withCity.split('\n')[1]}`;
  const interrupted = await harness.run(await harness.queue(twice), stop.signal);
  expect([interrupted.status, cities(), enrollments()]).toEqual(['running', ['杭州'], 0]);
  serviceWith({});
  expect(await harness.run(interrupted)).toMatchObject({
    status: 'succeeded',
    summary: { enrollmentsCreated: 2 },
  });
  expect(enrollments()).toBe(2);
});
