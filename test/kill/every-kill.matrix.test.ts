import { afterAll, describe, expect, it } from 'vitest';
import type { Scenario } from './kill-harness.ts';
import { type KillPoint, secondKill, titleOf } from './kill-points.ts';
import { shareKillHarnesses } from './share-kill-harnesses.ts';

const harnesses = await shareKillHarnesses(3);
afterAll(() => harnesses.close());

/** A test waits for a harness, for two or three processes to start, and until a call in doubt is certainly over. */
const patience = 180_000;

const scenarios: readonly Scenario[] = [
  { policy: 'skip-existing', does: 'sync' },
  { policy: 'append', does: 'sync' },
  { policy: 'skip-existing', does: 'undo' },
];

for (const scenario of scenarios) {
  const title = scenario.does === 'undo' ? 'an undo' : scenario.policy;
  const { result: expected, points } = await harnesses.undisturbed(scenario);
  const once = { run: 0, equal: 0 };
  const twice = { run: 0, equal: 0, reached: 0 };
  afterAll(() => {
    console.log(`${title}: killed at ${once.run} of ${points.length} points, ${once.equal} equal`);
    const { run, equal, reached } = twice;
    console.log(`${title}: and in the resume at ${run}, of which ${reached} got that far, ${equal} equal`);
  });

  const check = async (kills: readonly KillPoint[]) => {
    const ended = await harnesses.run(scenario, kills);
    expect(ended.kills).toBeGreaterThan(0);
    const count = kills.length === 1 ? once : twice;
    count.run += 1;
    if (ended.kills > 1) twice.reached += 1;
    expect(ended.result).toEqual(expected);
    count.equal += 1;
  };

  describe.concurrent(`killed ${title}`, () => {
    it.each(points.map((point) => [titleOf(point), point] as const))(
      '%s: as if undisturbed',
      (_title, point) => check([point]),
      patience,
    );

    const everyThird = points.filter((_, index) => index % 3 === 0);
    it.each(
      everyThird.map((point, index) => [titleOf(point), titleOf(secondKill(index)), point, index] as const),
    )(
      '%s, and in the resume %s: as if undisturbed',
      (_title, _second, point, index) => check([point, secondKill(index)]),
      patience,
    );
  });
}
