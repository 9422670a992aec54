import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Condition } from '../../../src/bot/notice.ts';
import { conditionsOf, type FeishuObstacle } from '../../../src/bot/notify/conditions-of.ts';
import { nextConditionNotices } from '../../../src/bot/notify/next-condition-notices.ts';
import { tellConditions } from '../../../src/bot/notify/tell-conditions.ts';
import { type BotHarness, createBotHarness } from '../bot-harness.ts';
import { now } from '../sample-events.ts';

const hourMs = 60 * 60_000;
const settled = { inDoubt: { count: 0, oldestAt: null, syncs: [] } };
const open = (since: number) => ({ inDoubt: { count: 2, oldestAt: new Date(since), syncs: [7] } });
const wrongSecret = { code: 'wrong_app_secret', details: {} } as const;

describe('what administrators should know of the service as a whole', () => {
  it.each<[string, FeishuObstacle, Parameters<typeof conditionsOf>[1], object[]]>([
    ['nothing is wrong', null, settled, []],
    ['Feishu does not take the app', wrongSecret, settled, [{ key: 'feishu_refuses', ...wrongSecret }]],
    ['Feishu is away, which passes', { code: 'feishu_unreachable', details: {} }, settled, []],
    ['in doubt for less than an hour', null, open(now - hourMs + 1), []],
    [
      'in doubt for an hour',
      null,
      open(now - hourMs),
      [{ key: 'in_doubt', since: now - hourMs, syncs: [7] }],
    ],
  ])('%s', (_, obstacle, figures, conditions) => {
    expect(conditionsOf(obstacle, figures, now)).toEqual(conditions);
  });

  const refuses: Condition = { key: 'feishu_refuses', ...wrongSecret };
  it.each<[string, Condition[], Condition['key'][], object[]]>([
    ['news', [refuses], [], [{ kind: 'condition', condition: refuses }]],
    ['told before', [refuses], ['feishu_refuses'], []],
    ['over', [], ['feishu_refuses'], [{ kind: 'condition_over', key: 'feishu_refuses' }]],
    ['over before it was told', [], [], []],
  ])('%s', (_, holding, told, notices) => {
    expect(nextConditionNotices(holding, told)).toEqual(notices);
  });
});

describe('the administrators', () => {
  let harness: BotHarness;
  let obstacle: FeishuObstacle;
  beforeEach(async () => {
    harness = await createBotHarness();
    obstacle = null;
  });
  afterEach(() => harness.close());
  const look = (alertChat: string | null = 'oc_admins') =>
    tellConditions({ ...harness.announce, alertChat, feishuObstacle: () => obstacle });
  const said = () => harness.chat.calls.map(({ to, notice }) => [to, notice?.kind]);

  it('hear once what is wrong, across restarts, and once that it is over', async () => {
    obstacle = wrongSecret;
    await look();
    await look();
    await harness.restart();
    await look();
    expect(said()).toEqual([['oc_admins', 'condition']]);
    obstacle = null;
    await look();
    await look();
    expect(said()).toEqual([
      ['oc_admins', 'condition'],
      ['oc_admins', 'condition_over'],
    ]);
  });

  it('hear nothing at night; in the morning of what is still wrong', async () => {
    harness.clock.advance(12 * hourMs);
    obstacle = wrongSecret;
    await look();
    obstacle = null;
    harness.clock.advance(5 * hourMs);
    await look();
    expect(said()).toEqual([]);
    obstacle = wrongSecret;
    harness.clock.advance(5 * hourMs);
    await look();
    expect(said()).toEqual([['oc_admins', 'condition']]);
  });

  it('hear it later when Feishu does not take it now', async () => {
    obstacle = wrongSecret;
    harness.chat.sendOutcomes = [{ kind: 'later', afterMs: 1 }, new Error('lost connection')];
    await look();
    await expect(look()).rejects.toThrow('lost connection');
    await look();
    expect(said()).toEqual([['oc_admins', 'condition']]);
  });

  it('hear nothing without a chat', async () => {
    obstacle = wrongSecret;
    await look(null);
    expect(said()).toEqual([]);
  });
});
