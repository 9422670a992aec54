import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reminderTime } from '../../../src/bot/notify/reminder-time.ts';
import { sendReminders } from '../../../src/bot/notify/send-reminders.ts';
import type { SyncNeeds } from '../../../src/sync/sync-record.ts';
import { sampleNeeds, sampleReason } from '../../wording/sample-sync.ts';
import { type BotHarness, createBotHarness } from '../bot-harness.ts';
import { colleague, now, staff } from '../sample-events.ts';

describe('the time of a reminder', () => {
  it.each([
    ['2026-11-24T10:00:00+08:00', '2026-11-25T09:00:00+08:00'],
    ['2026-11-24T23:59:00+08:00', '2026-11-25T09:00:00+08:00'],
    ['2026-11-25T03:00:00+08:00', '2026-11-25T09:00:00+08:00'],
    ['2026-11-25T03:00:01+08:00', '2026-11-26T09:00:00+08:00'],
    ['2026-11-25T08:59:00+08:00', '2026-11-26T09:00:00+08:00'],
    ['2026-11-25T09:00:00+08:00', '2026-11-26T09:00:00+08:00'],
  ])('of what began to wait at %s', (since, at) => {
    expect(new Date(reminderTime(Date.parse(since)))).toEqual(new Date(at));
  });
});

describe('a reminder', () => {
  let harness: BotHarness;
  let pauses: Map<string, number>;
  beforeEach(async () => {
    harness = await createBotHarness();
    pauses = new Map();
  });
  afterEach(() => harness.close());

  const hourMs = 3_600_000;
  /** By the clock of Shanghai; it is the 24th, 10:00, at first. */
  const waitUntil = (time: string) =>
    harness.clock.advance(Date.parse(`${time}+08:00`) - harness.clock.now());
  const remind = () => sendReminders(harness.announce, pauses);
  const reminders = () => harness.chat.calls.filter(({ notice }) => notice?.kind === 'reminder');

  let count = 0;
  async function waiting(sender = staff, needs: Partial<SyncNeeds> = { course: true }): Promise<string> {
    count += 1;
    const { id } = await harness.addSync({ sender, messageId: `om_${count}`, eventId: `event_${count}` });
    await harness.deps.syncs.start(id);
    await harness.deps.syncs.waitForInput(id, sampleNeeds(needs), null);
    return id;
  }

  it('comes the next morning, once, and privately', async () => {
    const id = await waiting();
    for (const time of ['2026-11-24T21:00:00', '2026-11-25T08:59:59']) {
      waitUntil(time);
      await remind();
    }
    expect(reminders()).toEqual([]);
    waitUntil('2026-11-25T09:00:00');
    await remind();
    await remind();
    expect(reminders()).toMatchObject([
      { call: 'sendToPerson', to: staff.openId, notice: { syncs: [{ sync: { id } }] } },
    ]);
    for (const day of [26, 27]) {
      waitUntil(`2026-11-${day}T09:00:00`);
      await remind();
    }
    expect(reminders()).toHaveLength(1);
  });

  it('comes too for what somebody has uploaded on the page', async () => {
    const id = await waiting();
    const sync = await harness.deps.syncs.get(id);
    if (sync === null) throw new Error('no sync');
    const uploaded = { ...sync, origin: null, askedBy: { name: '小王', openId: 'ou_wang' } };
    const bot = { ...harness.announce.bot, unreminded: async () => [{ sync: uploaded, since: 0 }] };
    waitUntil('2026-11-25T09:00:00');
    await sendReminders({ ...harness.announce, bot }, pauses);
    expect(reminders()).toMatchObject([{ to: 'ou_wang', notice: { syncs: [{ sync: { id } }] } }]);
  });

  it('is one card for all that waits for a person, and none about what others let wait', async () => {
    const own = [await waiting(), await waiting(staff, { confirm: [sampleReason('many_updates')] })];
    const others = [await waiting(colleague)];
    waitUntil('2026-11-25T09:00:00');
    await remind();
    const told = reminders().map(({ to, notice }) => [
      to,
      notice?.kind === 'reminder' && notice.syncs.map(({ sync }) => sync.id),
    ]);
    expect(told).toEqual([
      [staff.openId, own],
      [colleague.openId, others],
    ]);
  });

  it('is not sent about what has been answered or canceled', async () => {
    const id = await waiting();
    await harness.deps.syncs.requestCancel(id, new Date(now));
    waitUntil('2026-11-25T09:00:00');
    await remind();
    expect(reminders()).toEqual([]);
  });

  it('that was missed comes later, but not at night', async () => {
    await waiting();
    waitUntil('2026-11-25T23:00:00');
    await remind();
    expect(reminders()).toEqual([]);
    waitUntil('2026-11-26T08:00:00');
    await remind();
    expect(reminders()).toHaveLength(1);
  });

  it('that Feishu does not take is tried again, and not sent twice after a restart', async () => {
    await waiting();
    waitUntil('2026-11-25T09:00:00');
    harness.chat.sendOutcomes.push({ kind: 'later', afterMs: hourMs }, new Error('no network'));
    await remind();
    await remind();
    harness.clock.advance(hourMs);
    await remind();
    harness.clock.advance(hourMs);
    await remind();
    expect(reminders()).toHaveLength(1);
    await harness.restart();
    pauses = new Map();
    await remind();
    expect(reminders()).toHaveLength(1);
  });
});
