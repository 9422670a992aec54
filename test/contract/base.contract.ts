import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Base, NewEnrollment, NewLearner, WriteOutcome } from '../../src/sync/ports.ts';
import { write } from '../fakes/write.ts';

/** Both tables, fresh and empty, with the usual fields and a two-way link, in a Base of Shanghai. */
export interface ContractBase {
  base: Base;
  close(): Promise<void>;
}

const anna = { userId: 'u_65a1b2c3d4e5f_AbCdEfGhIj', fields: { nickname: '安娜', phone: '19900000001' } };
const bela = { userId: 'u_65a1b2c3d4e5f_abcdefghij', fields: { nickname: '贝拉' } };

function ids(outcome: WriteOutcome): string[] {
  if (outcome.kind !== 'written') throw new Error(`not written: ${JSON.stringify(outcome)}`);
  return outcome.recordIds.flatMap((recordId) => recordId ?? []);
}

/** What every implementation of the `Base` port does, whatever is behind it. */
export function baseContract(name: string, create: () => Promise<ContractBase>): void {
  describe(`Base: ${name}`, () => {
    let opened: ContractBase;
    let base: Base;
    beforeEach(async () => {
      opened = await create();
      base = opened.base;
    });
    afterEach(() => opened.close());

    const writeLearners = async (...rows: NewLearner[]) =>
      ids(await write(base, { kind: 'create_learners', rows }));
    const writeEnrollments = async (...rows: NewEnrollment[]) =>
      ids(await write(base, { kind: 'create_enrollments', rows }));
    const findLearners = (...userIds: string[]) => base.findLearners(new Set(userIds));
    const findEnrollments = async (...userIds: string[]) =>
      base.findEnrollments(new Set(userIds), await findLearners(...userIds));
    const enrollment = (learnerRecordId: string, course = '非暴力沟通入门'): NewEnrollment => ({
      userId: anna.userId,
      course,
      day: '2026-05-16',
      learnerRecordId,
    });

    /** The app itself, whatever Base calls it. */
    const createdBy = expect.any(String);

    it('describes the tables', async () => {
      expect(await base.prepare([])).toEqual({
        timeZone: 'Asia/Shanghai',
        zones: [{ timeZone: 'Asia/Shanghai', since: 0 }],
        advancedPermissions: false,
        linkIsTwoWay: true,
        learnerFields: { nickname: { kind: 'text' }, phone: { kind: 'text' } },
        course: { kind: 'text' },
        enrollmentFields: {},
      });
    });

    it('says that its zone is another than the last one that was known', async () => {
      const known = [{ timeZone: 'Asia/Tokyo', since: 0 }];
      expect((await base.prepare(known)).zones).toEqual([
        ...known,
        { timeZone: 'Asia/Shanghai', since: expect.any(Number) },
      ]);
    });

    it('gives back what learners were created with', async () => {
      const [recordId] = await writeLearners(anna);
      expect(await findLearners(anna.userId)).toEqual([
        { ...anna, recordId, enrollmentIds: [], createdAt: expect.any(Number), createdBy },
      ]);
    });

    it('shows a field without value as empty text', async () => {
      await writeLearners(bela);
      expect((await findLearners(bela.userId))[0]?.fields).toEqual({ nickname: '贝拉', phone: '' });
    });

    it('names the new records in the order of the rows', async () => {
      const [first, second] = await writeLearners(bela, anna);
      expect((await findLearners(bela.userId))[0]?.recordId).toBe(first);
      expect((await findLearners(anna.userId))[0]?.recordId).toBe(second);
    });

    it('tells 用户IDs apart that differ in letter case', async () => {
      await writeLearners(anna, bela);
      expect((await findLearners(anna.userId)).map(({ userId }) => userId)).toEqual([anna.userId]);
    });

    it('finds duplicates, the oldest first', async () => {
      const [old] = await writeLearners(anna);
      const [young] = await writeLearners(anna);
      expect((await findLearners(anna.userId)).map(({ recordId }) => recordId)).toEqual([old, young]);
    });

    it('finds enrollments of a day and later ones, whosever they are', async () => {
      const [one = '', other = ''] = await writeLearners(anna, bela);
      const on = (learnerId: string, course: string, day: string) => ({
        ...enrollment(learnerId, course),
        day,
      });
      await writeEnrollments(
        on(one, '前一天', '2026-05-10'),
        on(one, '当天', '2026-05-11'),
        on(other, '以后', '2027-01-01'),
        on(other, '以前', '2026-05-08'),
      );
      const found = await base.enrollmentsSince('2026-05-11');
      expect(found.map(({ course }) => course).sort()).toEqual(['以后', '当天']);
      expect(await base.enrollmentsSince('2030-01-01')).toEqual([]);
    });

    it('finds nobody where nobody is asked for', async () => {
      await writeLearners(anna);
      expect(await findLearners()).toEqual([]);
      expect(await findEnrollments()).toEqual([]);
    });

    it('tells by whom else it has seen a phone on the way', async () => {
      await writeLearners(anna, bela);
      // So many that it costs less to read the table.
      await findLearners(bela.userId, ...Array.from({ length: 200 }, (_, n) => `nobody_${n}`));
      expect([...(await base.othersWithPhones())]).toEqual([[anna.fields.phone, [anna.userId]]]);
    });

    it('gets records by id, and says which are gone', async () => {
      const [recordId = ''] = await writeLearners(anna);
      const got = await base.getLearners([recordId, 'recNotThere1']);
      const [found] = await findLearners(anna.userId);
      expect(got).toEqual({
        found: [{ ...found, othersFilled: [], showsEnrollments: true }],
        absent: ['recNotThere1'],
        forbidden: [],
      });
    });

    it('changes the named fields only', async () => {
      const [recordId = ''] = await writeLearners(anna);
      const change = {
        recordId,
        userId: anna.userId,
        set: { nickname: '安娜二' },
        before: { nickname: '安娜' },
      };
      expect(await write(base, { kind: 'update_learners', rows: [change] })).toEqual({
        kind: 'written',
        recordIds: [recordId],
      });
      expect((await findLearners(anna.userId))[0]?.fields).toEqual({
        nickname: '安娜二',
        phone: '19900000001',
      });
    });

    it('refuses to change a record that is gone', async () => {
      const change = { recordId: 'recNotThere1', userId: anna.userId, set: { nickname: '无名' }, before: {} };
      expect(await write(base, { kind: 'update_learners', rows: [change] })).toMatchObject({
        kind: 'refused',
      });
    });

    it('links enrollments to their learner, on both sides', async () => {
      const [learnerId = ''] = await writeLearners(anna);
      const [recordId = ''] = await writeEnrollments(enrollment(learnerId));
      expect(await findEnrollments(anna.userId)).toEqual([
        {
          recordId,
          userId: anna.userId,
          course: '非暴力沟通入门',
          day: '2026-05-16',
          learnerRecordIds: [learnerId],
          fields: {},
          createdAt: expect.any(Number),
          createdBy,
        },
      ]);
      expect((await findLearners(anna.userId))[0]?.enrollmentIds).toEqual([recordId]);
      const [found] = await findEnrollments(anna.userId);
      expect((await base.getEnrollments([recordId])).found).toEqual([{ ...found, othersFilled: [] }]);
    });

    it('gives cells their old values, and empties those that had none', async () => {
      const [recordId = ''] = await writeLearners(anna);
      const change = {
        recordId,
        userId: anna.userId,
        set: { nickname: '安', phone: '' },
        before: anna.fields,
      };
      expect(await write(base, { kind: 'restore_learners', rows: [change] })).toEqual({
        kind: 'written',
        recordIds: [recordId],
      });
      expect((await findLearners(anna.userId))[0]?.fields.nickname).toBe('安');
      expect((await findLearners(anna.userId))[0]?.fields.phone ?? '').toBe('');
    });

    it('empties links, on both sides', async () => {
      const [learnerRecordId = ''] = await writeLearners(anna);
      const [recordId = ''] = await writeEnrollments(enrollment(learnerRecordId));
      const rows = [{ recordId, learnerRecordId }];
      expect(await write(base, { kind: 'unlink_enrollments', rows })).toEqual({
        kind: 'written',
        recordIds: [recordId],
      });
      expect((await findEnrollments(anna.userId))[0]?.learnerRecordIds).toEqual([]);
      expect((await findLearners(anna.userId))[0]?.enrollmentIds).toEqual([]);
    });

    it('deletes records, all or none', async () => {
      const [learnerId = ''] = await writeLearners(anna);
      const recordIds = await writeEnrollments(enrollment(learnerId), enrollment(learnerId, '共情倾听'));
      const rows = recordIds.map((recordId) => ({ recordId }));
      const withMissing = [...rows, { recordId: 'recNotThere1' }];
      expect(await write(base, { kind: 'delete_enrollments', rows: withMissing })).toMatchObject({
        kind: 'refused',
        recordMissing: true,
      });
      expect(await findEnrollments(anna.userId)).toHaveLength(2);
      expect(await write(base, { kind: 'delete_enrollments', rows })).toEqual({ kind: 'written', recordIds });
      expect((await findLearners(anna.userId))[0]?.enrollmentIds).toEqual([]);
      const learner = [{ recordId: learnerId }];
      expect(await write(base, { kind: 'delete_learners', rows: learner })).toEqual({
        kind: 'written',
        recordIds: [learnerId],
      });
      expect(await findLearners(anna.userId)).toEqual([]);
    });

    it('keeps the marks of a course name', async () => {
      const [learnerId = ''] = await writeLearners(anna);
      await writeEnrollments(enrollment(learnerId, '《共情倾听》'));
      expect((await findEnrollments(anna.userId))[0]?.course).toBe('《共情倾听》');
    });

    it('writes equal enrollments as often as it is asked to', async () => {
      const [learnerId = ''] = await writeLearners(anna);
      const written = await writeEnrollments(enrollment(learnerId), enrollment(learnerId));
      expect(new Set(written).size).toBe(2);
      expect(await findEnrollments(anna.userId)).toHaveLength(2);
    });

    it('gives an enrollment its learner, also twice', async () => {
      const [wrong = '', right = ''] = await writeLearners(bela, anna);
      const [recordId = ''] = await writeEnrollments(enrollment(wrong));
      const link = { recordId, learnerRecordId: right };
      for (const _ of [1, 2]) {
        expect(await write(base, { kind: 'link_enrollments', rows: [link] })).toEqual({
          kind: 'written',
          recordIds: [recordId],
        });
      }
      expect((await findEnrollments(anna.userId))[0]?.learnerRecordIds).toEqual([right]);
      expect((await findLearners(anna.userId))[0]?.enrollmentIds).toEqual([recordId]);
      expect((await findLearners(bela.userId))[0]?.enrollmentIds).toEqual([]);
    });

    it('writes all rows or none', async () => {
      const [learnerId = ''] = await writeLearners(anna);
      const rows = [enrollment(learnerId), enrollment('recNotThere1')];
      expect(await write(base, { kind: 'create_enrollments', rows })).toMatchObject({ kind: 'refused' });
      expect(await findEnrollments(anna.userId)).toEqual([]);
    });

    it('writes nothing twice under one client token', async () => {
      const token = randomUUID();
      const first = await write(base, { kind: 'create_learners', rows: [anna] }, token);
      expect(await write(base, { kind: 'create_learners', rows: [anna] }, token)).toEqual(first);
      expect(await findLearners(anna.userId)).toHaveLength(1);
    });

    it('knows the courses, the most frequent first, each once', async () => {
      const [learnerId = ''] = await writeLearners(anna);
      const courses = ['共情倾听', '《非暴力沟通入门》', '非暴力沟通入门'];
      await writeEnrollments(...courses.map((course) => enrollment(learnerId, course)));
      const known = await base.knownCourses();
      expect(known).toHaveLength(2);
      expect(known[0]).toMatch(/非暴力沟通入门/);
      expect(known[1]).toBe('共情倾听');
    });

    it('does not know any course of an empty table', async () => {
      expect(await base.knownCourses()).toEqual([]);
    });
  });
}
