import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { fieldCases, fieldFile } from '../../support/field-cases.ts';
import { openSyncHarness, type SyncHarness } from '../sync-harness.ts';

const folder = new URL('../../samples/', import.meta.url);
const filesIn = (path: string) =>
  readdirSync(new URL(path, folder))
    .filter((name) => /\.(csv|xlsx|xls|xlsb|ods)$/.test(name))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(`${path}${name}`, folder))) }));

const samples = [
  ...filesIn('./'),
  ...filesIn('writers/'),
  ...fieldCases.flatMap(([id, { steps }]) =>
    steps.map((step) => ({ ...fieldFile(step), name: `${id} ${fieldFile(step).name}` })),
  ),
];

/** Course and date of every sample that does not say them itself. */
const said = { course: '非暴力沟通入门', day: '2026-05-16' };

/** A Base of a while, with learners as the shop names them. */
function fill({ base }: SyncHarness): void {
  for (let index = 0; index < 50; index += 1) {
    const userId = `u_7f74bf20f876f_${String(index).padStart(10, '0')}`;
    const recordId = `rec_${index}`;
    const fields = { nickname: `学员${index}`, phone: '' };
    base.learners.push({ recordId, userId, fields, enrollmentIds: [], createdAt: 0 });
    const enrollment = { userId, course: said.course, day: '2026-05-01', fields: {}, createdAt: 0 };
    base.enrollments.push({ recordId: `enr_${index}`, learnerRecordIds: [recordId], ...enrollment });
  }
}

async function sync(harness: SyncHarness, { name, bytes }: (typeof samples)[number]): Promise<SyncRecord> {
  const first = await harness.upload(bytes, { ...said, fileName: name });
  const sheets = first.needs?.sheets ?? [];
  return sheets.length === 0 ? first : harness.answer(first, { sheets: ['*'] });
}

// Into empty tables they are taken end to end, where nobody answers a question either.
it('every sample that is not refused as a whole goes through without a question', async () => {
  for (const sample of samples) {
    const harness = await openSyncHarness();
    try {
      fill(harness);
      const { status, needs } = await sync(harness, sample);
      expect([sample.name, status, needs?.confirm ?? []]).toEqual([
        sample.name,
        expect.stringMatching(/^(succeeded|partial|failed)$/),
        [],
      ]);
    } finally {
      await harness.close();
    }
  }
});
