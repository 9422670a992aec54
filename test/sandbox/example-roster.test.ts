import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readRoster } from '../../src/roster/read/read-roster.ts';
import { exampleLearners } from '../../src/sandbox/state/example-rows.ts';

it('the roster to try things with is read without a remark, and is about people that are there and others', async () => {
  const bytes = await readFile(new URL('../../web/sandbox/chat/example-roster.csv', import.meta.url));
  const nothingMore = { extraAliases: {}, learnerFields: [], enrollmentFields: [], sheets: null };
  const reading = await readRoster(bytes, { today: '2026-11-24', ...nothingMore });
  if (reading.kind !== 'read') throw new Error(reading.kind);
  const { rows, warnings } = reading.roster;
  expect(warnings).toEqual([]);
  const userIds = rows.map((row) =>
    row.kind === 'valid' && row.warnings.length === 0 ? row.learner.userId : null,
  );
  const known = new Set(exampleLearners.map(({ userId }) => userId));
  expect(userIds.map((userId) => userId !== null && known.has(userId))).toEqual([
    ...[true, true, true],
    ...[false, false, false],
  ]);
  expect(userIds).not.toContain(null);
});
