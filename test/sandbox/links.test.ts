import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomId } from '../../src/sandbox/platform/ids.ts';
import { type Base, listOf } from '../../src/sandbox/state/base-model.ts';
import { seedBase, seedIds } from '../../src/sandbox/state/seed-base.ts';
import { openStore } from '../../src/sandbox/state/store.ts';
import { property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

describe('a two-way link', () => {
  let test: TestSandbox;
  beforeEach(async () => {
    test = await startTestSandbox();
  });
  afterEach(() => test.sandbox.close());

  const enrollmentsOf = async (learner: string) =>
    property(property(await test.fieldsOf(test.learners, learner), '学习记录'), 'link_record_ids');
  const learnersOf = async (enrollment: string) =>
    property(
      property(await test.fieldsOf(test.enrollments, enrollment), '关联到学员总表'),
      'link_record_ids',
    );

  it('written on one side shows on both; changed, cleared and deleted as well', async () => {
    const [ann = '', bob = ''] = await test.create(test.learners, [{ 用户ID: 'a' }, { 用户ID: 'b' }]);
    const [first = '', second = ''] = await test.create(test.enrollments, [
      { 关联到学员总表: [ann] },
      { 关联到学员总表: [ann] },
    ]);
    expect(await enrollmentsOf(ann)).toEqual([first, second]);
    await test.call('PUT', `${test.enrollments}/records/${first}`, { fields: { 关联到学员总表: [bob] } });
    expect([await enrollmentsOf(ann), await enrollmentsOf(bob)]).toEqual([[second], [first]]);
    await test.call('PUT', `${test.learners}/records/${ann}`, { fields: { 学习记录: [first, second] } });
    expect(await learnersOf(first)).toEqual([bob, ann]);
    await test.call('PUT', `${test.enrollments}/records/${first}`, { fields: { 关联到学员总表: null } });
    expect([await enrollmentsOf(ann), await enrollmentsOf(bob)]).toEqual([[second], undefined]);
    await test.call('DELETE', `${test.learners}/records/${ann}`);
    expect(await learnersOf(second)).toBeUndefined();
  });

  it.each([
    ['an object', { link_record_ids: ['ANN'] }],
    ['a list of objects', [{ id: 'ANN' }]],
    ['a read shape', [{ record_ids: ['ANN'] }]],
    ['a bare id', 'ANN'],
  ])('refuses %s: 1254074 with HTTP 400, one-way 1254067 with 200', async (_case, shape) => {
    const [ann = ''] = await test.create(test.learners, [{ 用户ID: 'a' }]);
    const value: unknown = JSON.parse(JSON.stringify(shape).replace('ANN', ann));
    expect(
      await test.call('POST', `${test.enrollments}/records`, { fields: { 关联到学员总表: value } }),
    ).toMatchObject({ status: 400, code: 1254074 });
    const property = { table_id: test.sandbox.learnerTableId };
    await test.call('POST', `${test.enrollments}/fields`, { field_name: '单向', type: 18, property });
    expect(await test.call('POST', `${test.enrollments}/records`, { fields: { 单向: value } })).toMatchObject(
      { status: 200, code: 1254067 },
    );
  });

  it.each([
    ['refused', 1254067],
    ['not_found', 1254043],
    ['dropped', 0],
  ])('to a record that does not exist is, by the switch %s, answered with %d', async (unknownLink, code) => {
    await test.control('PUT', '/settings', { unknownLink });
    const answer = await test.call('POST', `${test.enrollments}/records`, {
      fields: { 关联到学员总表: ['recNope'] },
    });
    expect(answer).toMatchObject({ status: 200, code });
  });

  it('holds 500 records, on its other side too', async () => {
    const [ann = ''] = await test.create(test.learners, [{ 用户ID: 'a' }]);
    const rows = (count: number) => Array.from({ length: count }, () => ({ 关联到学员总表: [ann] }));
    await test.create(test.enrollments, rows(499));
    const tooMany = { records: rows(2).map((fields) => ({ fields })) };
    expect(await test.call('POST', `${test.enrollments}/records/batch_create`, tooMany)).toMatchObject({
      code: 1254130,
    });
    await test.create(test.enrollments, rows(1));
  });

  it('that may hold one record only refuses two', async () => {
    await test.control('POST', '/fields', {
      action: 'change',
      table: '学习记录表',
      field: '关联到学员总表',
      property: { multiple: false },
    });
    const ids = await test.create(test.learners, [{ 用户ID: 'a' }, { 用户ID: 'b' }]);
    const answer = await test.call('POST', `${test.enrollments}/records`, {
      fields: { 关联到学员总表: ids },
    });
    expect(answer).toMatchObject({ status: 400, code: 1254074 });
  });
});

describe('a one-way link', () => {
  it('leaves the other table alone, and loses records that are deleted there', async () => {
    const test = await startTestSandbox();
    try {
      const property = { table_id: test.sandbox.learnerTableId };
      await test.call('POST', `${test.enrollments}/fields`, { field_name: '单向', type: 18, property });
      const [ann = ''] = await test.create(test.learners, [{ 用户ID: 'a' }]);
      const [first = ''] = await test.create(test.enrollments, [{ 单向: [ann] }]);
      expect(await test.fieldsOf(test.learners, ann)).toEqual({
        用户ID: [{ text: 'a', type: 'text' }],
        学习记录: {},
      });
      await test.call('DELETE', `${test.learners}/records/${ann}`);
      expect(await test.fieldsOf(test.enrollments, first)).toMatchObject({ 单向: {} });
    } finally {
      await test.sandbox.close();
    }
  });
});

describe('both sides of all links', () => {
  const place = fc.nat({ max: 30 });
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('create' as const),
      side: fc.nat({ max: 1 }),
      links: fc.array(place, { maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('update' as const),
      side: fc.nat({ max: 1 }),
      record: place,
      links: fc.array(place, { maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('clear' as const), side: fc.nat({ max: 1 }), record: place }),
    fc.record({ kind: fc.constant('delete' as const), side: fc.nat({ max: 1 }), record: place }),
  );

  const sides = [
    { table: seedIds.learnerTable, other: seedIds.enrollmentTable, field: 'fldLearnerEnrollments' },
    { table: seedIds.enrollmentTable, other: seedIds.learnerTable, field: 'fldEnrollLearner' },
  ];

  function pairs(base: Base, table: string, field: string, turned: boolean): string[] {
    const records = [...(base.tables.get(table)?.records.values() ?? [])];
    return records
      .flatMap(({ id, cells }) =>
        listOf(cells[field]).map((other) => (turned ? `${other} ${id}` : `${id} ${other}`)),
      )
      .toSorted();
  }

  it('agree after any sequence of creations, updates, clearings and deletions', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const store = openStore(null, () => seedBase('example', null));
        const { base } = store.state;
        const idsIn = (table: string) => [...(base.tables.get(table)?.records.keys() ?? [])];
        for (const taken of steps) {
          const side = sides[taken.side];
          if (side === undefined) continue;
          const others = idsIn(side.other);
          const own = idsIn(side.table);
          const linked =
            'links' in taken
              ? taken.links.flatMap((at) => others[at % Math.max(others.length, 1)] ?? [])
              : [];
          const id = 'record' in taken ? own[taken.record % Math.max(own.length, 1)] : randomId('rec', 11);
          if (id === undefined) continue;
          const cells = { [side.field]: [...new Set(linked)] };
          const common = { tableId: side.table, at: 0, by: null };
          if (taken.kind === 'create') {
            store.commit([{ kind: 'create_records', ...common, records: [{ id, cells }] }]);
          } else if (taken.kind === 'delete') {
            store.commit([{ kind: 'delete_records', ...common, recordIds: [id] }]);
          } else {
            const changed = taken.kind === 'clear' ? { [side.field]: null } : cells;
            store.commit([{ kind: 'update_records', ...common, records: [{ id, cells: changed }] }]);
          }
          expect(pairs(base, sides[0]?.table ?? '', sides[0]?.field ?? '', false)).toEqual(
            pairs(base, sides[1]?.table ?? '', sides[1]?.field ?? '', true),
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});
