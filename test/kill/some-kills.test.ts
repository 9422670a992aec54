import { afterAll, describe, expect, it } from 'vitest';
import { type KillPoint, secondKill } from './kill-points.ts';
import { shareKillStages } from './share-kill-stages.ts';

const stages = await shareKillStages(2);
afterAll(() => stages.close());

/** A few points of each kind, spread over the run. `npm run test:kill` takes every single one. */
function someOf(points: readonly KillPoint[]): KillPoint[] {
  const spread = (moment: KillPoint['moment'], count: number) => {
    const all = points.filter((point) => point.moment === moment);
    return Array.from({ length: count }, (_, n) => all[Math.floor(((n + 0.5) * all.length) / count)] ?? []);
  };
  return [
    spread('unsent', 2),
    spread('held', 2),
    spread('unread', 3),
    spread('before', 3),
    spread('after', 2),
  ].flat(2);
}

for (const policy of ['skip-existing', 'append'] as const) {
  const { result: expected, points } = await stages.undisturbed(policy);

  describe.concurrent(`killed at some calls and commits (${policy})`, () => {
    it.each(someOf(points))('$kind $number ($name) $moment: as if undisturbed', async (point) => {
      const { result, kills } = await stages.play(policy, [point]);
      expect(kills).toBe(1);
      expect(result).toEqual(expected);
    });

    it('killed in the resume as well: as if undisturbed', async () => {
      const [point] = points.filter(({ moment }) => moment === 'held');
      const { result, kills } = await stages.play(policy, [point ?? secondKill(0), secondKill(4)]);
      expect(kills).toBe(2);
      expect(result).toEqual(expected);
    });
  });
}
