import { afterAll, describe, expect, it } from 'vitest';
import { type KillPoint, secondKill, titleOf } from './kill-points.ts';
import { shareKillStages } from './share-kill-stages.ts';

const stages = await shareKillStages(2);
afterAll(() => stages.close());

const patience = 120_000;

/**
 * A dozen points: at the first start while the tables are made, just after the sync was added, and some of each kind
 * spread over the run. `npm run test:kill` takes every single one.
 */
function someOf(points: readonly KillPoint[]): KillPoint[] {
  const find = (moment: KillPoint['moment'], name: RegExp) =>
    points.filter((point) => point.moment === moment && name.test(point.name)).slice(0, 1);
  const spread = (moment: KillPoint['moment'], name: RegExp, count: number) => {
    const all = points.filter((point) => point.moment === moment && name.test(point.name));
    return Array.from({ length: count }, (_, n) => all[Math.floor(((n + 0.5) * all.length) / count)] ?? []);
  };
  return [
    find('before', /kysely_migration"/),
    find('after', /"syncs"/),
    find('unread', /resources/),
    spread('unsent', /batch/, 1),
    spread('held', /batch/, 2),
    spread('unread', /batch/, 2),
    spread('before', /intents|written_rows/, 2),
    spread('after', /intents|written_rows/, 2),
  ].flat(2);
}

for (const policy of ['skip-existing', 'append'] as const) {
  const { result: expected, points } = await stages.undisturbed(policy);

  describe.concurrent(`killed ${policy}`, () => {
    it.each(someOf(points).map((point) => [titleOf(point), point] as const))(
      '%s: as if undisturbed',
      async (_title, point) => {
        const { result, kills } = await stages.play(policy, [point]);
        expect(kills).toBe(1);
        expect(result).toEqual(expected);
      },
      patience,
    );

    it(
      'in the middle of a call and again in the resume: as if undisturbed',
      async () => {
        const held = points.filter(({ moment }) => moment === 'held').slice(3, 4);
        const { result, kills } = await stages.play(policy, [...held, secondKill(4)]);
        expect(kills).toBe(2);
        expect(result).toEqual(expected);
      },
      patience,
    );
  });
}
