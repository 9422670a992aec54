import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isWorthTelling, sendDigest } from '../../../src/bot/notify/send-digest.ts';
import type { Digest } from '../../../src/sync/digest/digest.ts';
import { target } from '../../contract/store-place.ts';
import { sampleDigest } from '../../wording/sample-digest.ts';
import { type BotHarness, createBotHarness } from '../bot-harness.ts';
import { now } from '../sample-events.ts';

const hourMs = 60 * 60_000;
const monday = Date.parse('2026-05-18T09:30:00+08:00');
const digest = sampleDigest();
const nothing: Digest = { ...digest, courses: [], overdue: [], waiting: [] };

let harness: BotHarness;
beforeEach(async () => {
  harness = await createBotHarness();
  harness.clock.advance(monday - now);
});
afterEach(() => harness.close());

const keep = (kept = digest) => harness.announce.digests.keepDigest(target, kept);
const look = (reportChat: string | null = 'oc_team') => sendDigest({ ...harness.announce, reportChat });
const said = () => harness.chat.calls.map(({ to, notice }) => [to, notice?.kind]);

describe('the digest of a week', () => {
  it('is told once it is counted, once across restarts', async () => {
    await look();
    expect(said()).toEqual([]);
    await keep();
    await look();
    await look();
    await harness.restart();
    await look();
    expect(said()).toEqual([['oc_team', 'digest']]);
    expect(harness.chat.calls[0]?.notice).toEqual({ kind: 'digest', digest, baseUrl: null });
  });

  it('is told once, though the process dies right after it was sent', async () => {
    await keep();
    const dying = { ...harness.announce.digests, digestTold: () => Promise.reject(new Error('killed')) };
    await expect(
      sendDigest({ ...harness.announce, reportChat: 'oc_team', digests: dying }),
    ).rejects.toThrow();
    await look();
    expect(said()).toEqual([['oc_team', 'digest']]);
  });

  it.each([
    ['in the afternoon', 8 * hourMs, 1],
    ['in the night', 12.5 * hourMs, 0],
    ['on Tuesday', 24 * hourMs, 0],
    ['a week late', 7 * 24 * hourMs, 0],
  ])('%s', async (_, late, cards) => {
    await keep();
    harness.clock.advance(late);
    await look();
    expect(said()).toHaveLength(cards);
  });

  it('is told later when Feishu does not take it now', async () => {
    await keep();
    harness.chat.sendOutcomes = [{ kind: 'later', afterMs: 1 }, new Error('lost connection')];
    await look();
    await expect(look()).rejects.toThrow('lost connection');
    await look();
    expect(said()).toEqual([['oc_team', 'digest']]);
  });

  it('is given up where the chat cannot be reached', async () => {
    await keep();
    harness.chat.sendOutcomes = [{ kind: 'unreachable' }];
    await look();
    await look();
    expect(said()).toEqual([]);
  });

  it('is not told without a chat, or when nothing happened', async () => {
    await keep();
    await look(null);
    await keep(nothing);
    await look();
    expect(said()).toEqual([]);
    expect(await harness.announce.digests.untoldDigest(target, digest.week)).toBeNull();
  });

  it.each<[string, Digest, boolean]>([
    ['nothing', nothing, false],
    ['enrollments', { ...nothing, courses: digest.courses }, true],
    ['a roster that has not come', { ...nothing, overdue: digest.overdue }, true],
    ['a file that waits', { ...nothing, waiting: digest.waiting }, true],
  ])('is worth telling, or not: %s', (_, kept, worth) => {
    expect(isWorthTelling(kept)).toBe(worth);
  });
});
