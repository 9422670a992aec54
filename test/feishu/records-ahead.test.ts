import { describe, expect, it } from 'vitest';
import type { Calls } from '../../src/feishu/calls/call.ts';
import { createRecordsAhead, type LastSync } from '../../src/feishu/tables/records-ahead.ts';
import { nothingLearned } from '../../src/sync/run/run.ts';

const seen: LastSync = {
  place: { appToken: 'app1', learnerTableId: 'tblL', enrollmentTableId: 'tblE' },
  fields: { learners: ['用户ID', '昵称'], enrollments: ['用户ID', '课程'] },
};
const both = { learners: true, enrollments: true };

/** What is asked of Feishu, and how much of it at once. */
function world(last: LastSync, rows: { learnerRows: number | null; enrollmentRows: number | null }) {
  const asked: string[] = [];
  let underWay = 0;
  let atOnce = 0;
  const calls: Calls = {
    async read(call) {
      asked.push(call.name);
      underWay += 1;
      atOnce = Math.max(atOnce, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      return { kind: 'done', body: call.body.parse({ data: { items: [], has_more: false } }) };
    },
    write: () => expect.unreachable(),
  };
  const learned = { ...nothingLearned, ...rows };
  const ahead = createRecordsAhead(calls, { monotonic: () => 0 }, last, learned);
  return { calls, ahead, asked: () => asked.length, atOnce: () => atOnce };
}

describe('records that are asked for ahead', () => {
  it.each([
    { learnerRows: 0, enrollmentRows: 0, pages: 2 },
    { learnerRows: 500, enrollmentRows: 500, pages: 2 },
    { learnerRows: 500, enrollmentRows: 501, pages: 1 },
    { learnerRows: 501, enrollmentRows: 500, pages: 0 },
    { learnerRows: null, enrollmentRows: null, pages: 0 },
  ])('of $learnerRows and $enrollmentRows rows: $pages, one after the other', async ({ pages, ...rows }) => {
    const { ahead, asked, atOnce } = world(seen, rows);
    await ahead.ofSmallTables(both);
    expect([asked(), atOnce()]).toEqual([pages, Math.min(pages, 1)]);
  });

  const small = { learnerRows: 10, enrollmentRows: 10 };

  it('are those that will be read, and none where something may be written before', async () => {
    const { ahead, asked } = world(seen, small);
    await ahead.ofSmallTables({ learners: false, enrollments: false });
    expect(asked()).toBe(0);
    await ahead.ofSmallTables({ learners: true, enrollments: false });
    expect(asked()).toBe(1);
  });

  it('cost nothing more when they are wanted, by the same fields', async () => {
    const { ahead, asked, calls } = world(seen, small);
    await ahead.ofSmallTables(both);
    await ahead.ofLearners(new Set(['u_1']));
    const search = { fields: ['用户ID', '课程'], pageSize: 500, pageToken: null };
    await ahead.search.enrollments({ calls, appToken: 'app1', tableId: 'tblE' }, search);
    expect(asked()).toBe(2);
  });

  it('are none as long as no sync has seen the tables', async () => {
    const { ahead, asked } = world({ place: null, fields: null }, small);
    await ahead.ofSmallTables(both);
    await ahead.ofLearners(new Set(['u_1']));
    expect(asked()).toBe(0);
  });
});
