import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/bot/notice.ts';
import { renderNotice } from '../../../src/feishu/cards/render-notice.ts';
import { type SyncStatus, syncStatuses } from '../../../src/sync/sync-record.ts';
import {
  sampleFailure,
  sampleNeeds,
  sampleQueue,
  sampleReport,
  sampleSummary,
  sampleSync,
} from '../../wording/sample-sync.ts';
import { bytesOf, partsOf } from './inspect-card.ts';
import { viewOf } from './sample-notices.ts';

/** What people type, what would be markup, what grows when it is escaped, and what is no proper text. */
const nasty = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '<at id=all></at>',
    '![x](img_1)',
    '**x** [x](https://x)',
    '"',
    '\\',
    '\u0001',
    '\ud83d',
    '👩‍👩‍👧',
    '课',
    '\n',
    '\u202e',
  ),
);
const huge = fc
  .tuple(nasty, fc.integer({ min: 1, max: 5_000 }))
  .map(([text, times]) => text.repeat(times).slice(0, 40_000));
const text = fc.oneof(nasty, huge);
const many = fc.array(text, { maxLength: 60 });

const syncNotice = fc
  .record({
    status: fc.constantFrom<SyncStatus>(...syncStatuses),
    fileName: text,
    course: fc.option(text),
    openId: text,
    found: many,
    known: many,
    failures: fc.array(fc.record({ line: fc.nat(), userId: fc.option(text), isKnown: fc.boolean() }), {
      maxLength: 30,
    }),
    options: many,
    count: fc.maxSafeNat(),
    sandbox: fc.boolean(),
    refused: fc.boolean(),
  })
  .map((given): Notice => {
    const { status, fileName, course, openId, found, known, failures, options, count, sandbox, refused } =
      given;
    const isFinal = !['queued', 'running', 'needs_input'].includes(status);
    const summary = sampleSummary({
      rows: count,
      learnersCreated: count,
      enrollmentsOtherDate: count,
      rowsFailed: count,
      durationMs: count,
    });
    return {
      kind: 'sync',
      view: viewOf(
        {
          status,
          fileName,
          input: { course, day: '2026-11-20', addUnderNewDate: false, confirmed: [] },
          origin: { chatId: 'oc_1', messageId: 'om_1', openId, file: null },
          needs: sampleNeeds({ course: true, day: true, proposedCourse: course, knownCourses: known }),
          finishedAt: isFinal ? new Date(0) : null,
          summary,
          error: refused
            ? { kind: 'file', refusal: { code: 'columns_missing', missing: ['用户ID'], found, sheets: [] } }
            : null,
        },
        {
          sandbox,
          report: sampleReport({
            summary,
            failures: failures.map(({ isKnown, ...failure }) =>
              sampleFailure({
                ...{ ...failure, code: 'invalid_date' },
                ...(isKnown ? { asBefore: true as const } : {}),
              }),
            ),
            warnings: options.map((option) => ({
              line: null,
              sheet: null,
              code: 'options_added' as const,
              field: option,
              options,
            })),
          }),
        },
      ),
    };
  });

const otherNotice = fc.oneof(
  text.map((typed): Notice => ({ kind: 'help', why: { kind: 'unknown_command', typed, closest: typed } })),
  fc.tuple(text, text).map(([messageId, fileName]): Notice => ({ kind: 'offer_file', messageId, fileName })),
  text.map((typed): Notice => ({ kind: 'old_command', text: typed, sentAt: 0 })),
  text.map((scope): Notice => ({ kind: 'refused', why: { kind: 'cannot_read_group', scope } })),
  many.map(
    (names): Notice => ({
      kind: 'history',
      pageUrl: null,
      syncs: names.map((fileName) => ({ sync: sampleSync({ fileName }), queue: sampleQueue({ before: 1 }) })),
    }),
  ),
  many.map(
    (tables): Notice => ({
      kind: 'alert',
      number: 37,
      error: { kind: 'stopped', code: 'table_missing', details: { tables } },
    }),
  ),
);

describe('whatever names and texts are in it', () => {
  it.each([
    ['the card of a sync', syncNotice],
    ['any other card', otherNotice],
  ])('%s stays within what Feishu takes', (_, notice) => {
    fc.assert(
      fc.property(notice, (given) => {
        const card = renderNotice(given, { sandbox: true, namesPeople: true });
        const parts = partsOf(card);
        expect(bytesOf(card)).toBeLessThan(30_000);
        expect(parts.length).toBeLessThanOrEqual(200);
        expect(parts.filter(({ tag }) => tag === 'table').length).toBeLessThanOrEqual(1);
        expect(textsOf(parts).filter((shown) => /[\p{Cc}\p{Surrogate}]/u.test(shown))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

/** What a person reads of a card. */
function textsOf(parts: ReturnType<typeof partsOf>): string[] {
  const rows = parts
    .flatMap(({ rows: cells }) => cells ?? [])
    .flatMap((cells) => Object.values(Object(cells)));
  return [...parts.map(({ content }) => content), ...rows].filter((shown) => typeof shown === 'string');
}
