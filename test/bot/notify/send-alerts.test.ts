import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendAlerts } from '../../../src/bot/notify/send-alerts.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import { waitCodes } from '../../../src/sync/sync-record.ts';
import { upload } from '../../contract/store-place.ts';
import { report, waitFor } from '../../contract/sync-states.ts';
import { type BotHarness, createBotHarness } from '../bot-harness.ts';
import { now } from '../sample-events.ts';

let harness: BotHarness;
let pauses: Map<string, number>;
beforeEach(async () => {
  harness = await createBotHarness();
  pauses = new Map();
});
afterEach(() => harness.close());

const announce = (alertChat: string | null = 'oc_admins') =>
  sendAlerts({ ...harness.announce, alertChat }, pauses);

const hourMs = 60 * 60_000;

async function stopSync(code: ErrorCode, name = 'sync_1', at = now) {
  const { id } = await harness.deps.syncs.addUpload(upload(name));
  await harness.deps.syncs.start(id);
  const error = { kind: 'stopped', code, details: {} } as const;
  await harness.deps.syncs.finish(id, { status: 'failed', report: null, changes: null, error }, new Date(at));
}

async function meetOthers(at: number) {
  const { syncs } = harness.deps;
  await syncs.addUpload(upload('sync_1'));
  const summary = { ...report.summary, recordsOfOthers: 6 };
  const finished = {
    status: 'succeeded',
    report: { ...report, summary },
    changes: null,
    error: null,
  } as const;
  await syncs.finish('sync_1', finished, new Date(at));
}

async function waitSync(name: string, wait: Parameters<typeof waitFor>[0]) {
  await harness.deps.syncs.addUpload(upload(name));
  await harness.deps.syncs.start(name);
  await harness.deps.syncs.waitForNextTry(name, waitFor(wait), null, null);
}

describe('the administrators', () => {
  it('hear of what only they can fix, wherever the sync was asked for', async () => {
    await stopSync('missing_scope');
    await announce();
    expect(harness.chat.calls).toMatchObject([
      {
        call: 'sendToChat',
        to: 'oc_admins',
        notice: { kind: 'alert', number: 1, error: { code: 'missing_scope' } },
      },
    ]);
  });

  it.each(['feishu_refused', 'chat_file_gone', 'internal'] as const)('do not hear of %s', async (code) => {
    await stopSync(code);
    await announce();
    expect(harness.chat.calls).toEqual([]);
  });

  it.each(waitCodes)(
    'hear of %s when syncs have waited in vain for it, once for all of them',
    async (code) => {
      await stopSync(code, 'sync_1');
      await stopSync(code, 'sync_2');
      await announce();
      await announce();
      expect(harness.chat.calls).toMatchObject([{ notice: { kind: 'alert', error: { code } } }]);
    },
  );

  it('hear that Feishu could not be reached once it can be again', async () => {
    const { syncs } = harness.deps;
    await waitSync('sync_1', { code: 'feishu_unreachable', setAt: 3, nextTryAt: 5 });
    await syncs.addUpload(upload('behind it', 1));
    await announce();
    await syncs.start('sync_1');
    await announce();
    expect(harness.chat.calls).toEqual([]);
    await syncs.finish('sync_1', { status: 'succeeded', report, changes: null, error: null }, new Date(now));
    await syncs.finish(
      'behind it',
      { status: 'succeeded', report, changes: null, error: null },
      new Date(now),
    );
    await announce();
    await announce();
    const notice = { kind: 'feishu_back', number: 1, since: 0, until: 5 * 60_000 };
    expect(harness.chat.calls).toMatchObject([{ call: 'sendToChat', to: 'oc_admins', notice }]);
  });

  it.each([
    ['was canceled', { code: 'feishu_unreachable' }, 'canceled'],
    ['waited only because Feishu was busy', { code: 'feishu_busy' }, 'succeeded'],
    ['waited only for rows in doubt', { code: 'in_doubt' }, 'succeeded'],
  ] as const)('do not hear of a sync that %s', async (_why, wait, status) => {
    await waitSync('sync_1', wait);
    await harness.deps.syncs.finish('sync_1', { status, report, changes: null, error: null }, new Date(now));
    await announce();
    expect(harness.chat.calls).toEqual([]);
  });

  it('hear of another service that seems to write, for each sync that reports it', async () => {
    await meetOthers(now);
    await announce();
    await announce();
    const notice = { kind: 'other_writer', number: 1, count: 6 };
    expect(harness.chat.calls).toMatchObject([{ call: 'sendToChat', to: 'oc_admins', notice }]);
  });

  it('hear of tables that are nearly full', async () => {
    const { syncs } = harness.deps;
    await syncs.addUpload(upload('sync_1'));
    const tables = [{ table: 'enrollments', rows: 16_012, limit: 20_000, percent: 80 }] as const;
    const summary = { ...report.summary, nearlyFull: [...tables] };
    const finished = {
      status: 'succeeded',
      report: { ...report, summary },
      changes: null,
      error: null,
    } as const;
    await syncs.finish('sync_1', finished, new Date(now));
    await announce();
    await announce();
    const notice = { kind: 'nearly_full', number: 1, tables };
    expect(harness.chat.calls).toMatchObject([{ call: 'sendToChat', to: 'oc_admins', notice }]);
  });

  it('do not hear of anything without a chat', async () => {
    await stopSync('missing_scope');
    await announce(null);
    expect(harness.chat.calls).toEqual([]);
  });

  it('hear of a sync once, also after a restart', async () => {
    await stopSync('missing_scope');
    await announce();
    await announce();
    await harness.restart();
    pauses = new Map();
    await announce();
    expect(harness.chat.calls).toHaveLength(1);
  });

  it('do not hear of what ended the day before', async () => {
    await stopSync('missing_scope');
    harness.clock.advance(24 * hourMs);
    await announce();
    expect(harness.chat.calls).toEqual([]);
  });

  it('hear in the morning of what can wait, once', async () => {
    // From 10:00 in Shanghai to 22:00.
    harness.clock.advance(12 * hourMs);
    await meetOthers(harness.clock.now());
    await announce();
    harness.clock.advance(10 * hourMs - 1);
    await announce();
    expect(harness.chat.calls).toEqual([]);
    harness.clock.advance(1);
    await announce();
    harness.clock.advance(2 * hourMs);
    await harness.restart();
    pauses = new Map();
    await announce();
    expect(harness.chat.calls).toMatchObject([
      { call: 'sendToChat', to: 'oc_admins', notice: { kind: 'other_writer' } },
    ]);
  });

  it('hear of a failure at night too: whoever has sent the file is at work', async () => {
    harness.clock.advance(12 * hourMs);
    await stopSync('missing_scope', 'sync_1', harness.clock.now());
    await announce();
    expect(harness.chat.calls).toMatchObject([{ notice: { kind: 'alert' } }]);
  });

  it.each([
    ['when Feishu takes it', { kind: 'later', afterMs: 2_000 } as const, 2_000],
    ['after a failure', new Error('lost connection'), 5_000],
  ])('hear of it later, %s', async (_, outcome, ms) => {
    await stopSync('missing_scope');
    harness.chat.sendOutcomes = [outcome];
    await announce();
    harness.clock.advance(ms - 1);
    await announce();
    expect(harness.chat.calls).toHaveLength(0);
    harness.clock.advance(1);
    await announce();
    expect(harness.chat.calls).toHaveLength(1);
  });
});
