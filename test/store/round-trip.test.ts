import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/open-store.ts';
import { sizeOf } from '../../src/sync/asked-reason.ts';
import type { Intent, IntentRows } from '../../src/sync/journal.ts';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import { rerun, target, upload } from '../contract/store-place.ts';
import { sampleReasons } from '../wording/sample-sync.ts';
import { createSqlitePlace } from './sqlite/sqlite-place.ts';

/** A text column ends at its first NUL; texts inside JSON columns may hold one. */
const plain = fc.oneof(
  fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
  fc.constantFrom('', `'"\`\\;--`, '👩🏽‍🤝‍👩🏻'.repeat(3_000), '《非暴力沟通》\t\r\n'),
);
const anyText = fc.oneof(plain, fc.string({ unit: 'binary' }));
const day = fc.constantFrom('2026-02-28', '2024-02-29');
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const fields = fc.dictionary(anyText, anyText, { maxKeys: 4 });
const line = fc.nat();

const input = fc.record({
  course: optional(anyText),
  day: optional(day),
  addUnderNewDate: fc.boolean(),
  confirmed: fc.subarray(sampleReasons.map((reason) => ({ code: reason.code, size: sizeOf(reason) }))),
});

const origin = fc.record({
  chatId: anyText,
  messageId: anyText,
  openId: anyText,
  file: optional(fc.record({ messageId: anyText, fileKey: anyText })),
});

const newUpload = fc.record({
  source: fc.constantFrom('bot', 'web', 'cli'),
  origin: optional(origin),
  fileName: plain,
  bytes: fc.uint8Array({ maxLength: 2_000 }),
  dryRun: fc.boolean(),
  input,
  target: fc.record({ domain: plain, appId: plain, baseToken: plain, tables: plain }),
  createdAt: fc.date({ noInvalidDate: true }),
});

const needs = fc.record({
  course: fc.boolean(),
  day: fc.boolean(),
  proposedCourse: optional(anyText),
  knownCourses: fc.array(anyText),
  confirm: fc.subarray([...sampleReasons]),
  sheets: fc.array(fc.record({ name: anyText, rows: fc.nat(), proposed: fc.boolean() })),
  idColumn: optional(fc.record({ title: anyText, titleRow: anyText })),
});

const rows = fc.oneof(
  fc.record({
    kind: fc.constant('create_learners' as const),
    rows: fc.array(fc.record({ line, userId: plain, fields })),
  }),
  fc.record({
    kind: fc.constant('update_learners' as const),
    rows: fc.array(fc.record({ line, userId: plain, recordId: plain, set: fields, before: fields })),
  }),
  fc.record({
    kind: fc.constant('create_enrollments' as const),
    rows: fc.array(fc.record({ line, userId: plain, course: plain, day, learnerRecordId: plain })),
  }),
  fc.record({
    kind: fc.constant('update_enrollments' as const),
    rows: fc.array(fc.record({ line, userId: plain, recordId: plain, set: fields, before: fields })),
  }),
  fc.record({
    kind: fc.constant('link_enrollments' as const),
    rows: fc.array(fc.record({ line, userId: plain, recordId: plain, learnerRecordId: plain })),
  }),
) satisfies fc.Arbitrary<IntentRows>;

describe('what is stored comes back the same', () => {
  let place: Awaited<ReturnType<typeof createSqlitePlace>>;
  let store: Store;
  beforeAll(async () => {
    place = await createSqlitePlace();
    store = await place.open();
  });
  afterAll(() => place.remove());

  let count = 0;
  const nextId = () => `id-${++count}`;

  it('any upload, with its file and its rerun', async () => {
    await fc.assert(
      fc.asyncProperty(newUpload, async (changes) => {
        const id = nextId();
        const record = await store.syncs.addUpload(upload(id, 0, changes));
        const { bytes, ...kept } = changes;
        expect(record).toMatchObject(kept);
        expect(await store.syncs.get(id)).toEqual(record);
        expect(await store.syncs.readFile(`${id}.file`)).toEqual(bytes);
        const again = await store.syncs.addRerun(rerun(nextId(), record));
        expect(again).toMatchObject({
          target: record.target,
          dryRun: record.dryRun,
          fileName: record.fileName,
        });
      }),
      { numRuns: 60 },
    );
  });

  it('any question and its answer', async () => {
    await fc.assert(
      fc.asyncProperty(needs, input, async (asked, answer) => {
        const id = nextId();
        const { createdAt } = await store.syncs.addUpload(upload(id));
        await store.syncs.start(id);
        await store.syncs.waitForInput(id, asked, null);
        expect((await store.syncs.get(id))?.needs).toEqual(asked);
        await store.syncs.provideInput(id, answer, createdAt);
        expect((await store.syncs.get(id))?.input).toEqual(answer);
      }),
      { numRuns: 40 },
    );
  });

  it('any refusal of a file', async () => {
    const error = fc.record({
      kind: fc.constant('file' as const),
      refusal: fc.record({
        code: fc.constant('columns_missing' as const),
        missing: fc.array(anyText),
        found: fc.array(anyText),
        sheets: fc.array(anyText),
      }),
    });
    await fc.assert(
      fc.asyncProperty(error, fc.date({ noInvalidDate: true }), async (refused, at) => {
        const id = nextId();
        await store.syncs.addUpload(upload(id));
        await store.syncs.finish(id, { status: 'failed', report: null, changes: null, error: refused }, at);
        const expected: Partial<SyncRecord> = { status: 'failed', error: refused, finishedAt: at };
        expect(await store.syncs.get(id)).toMatchObject(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('any intent, and its rows once they are written', async () => {
    const syncId = nextId();
    await store.syncs.addUpload(upload(syncId));
    const seen: unknown[] = [];
    await fc.assert(
      fc.asyncProperty(rows, plain, fc.nat(), async (body, clientToken, startedAt) => {
        const intent: Intent = { id: nextId(), syncId, clientToken, startedAt, sentAt: startedAt, ...body };
        await store.journal.begin(intent);
        expect(await store.journal.open(target)).toEqual([intent]);
        const recordIds = body.rows.map((_, position) =>
          position % 3 === 2 ? null : `${intent.id}.${position}`,
        );
        await store.journal.complete({ intent, recordIds, at: startedAt });
        const lines = body.rows.map((row, position) => [
          body.kind,
          row.line,
          row.userId,
          recordIds[position],
        ]);
        seen.push(...lines);
      }),
      { numRuns: 60 },
    );
    const written = await store.journal.writtenByUpload(syncId);
    expect(written.map((row) => [row.kind, row.line, row.userId, row.recordId])).toEqual(seen);
  });
});
