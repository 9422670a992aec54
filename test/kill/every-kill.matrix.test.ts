import { afterAll, describe, expect, it } from 'vitest';
import { type KillPoint, secondKill } from './kill-points.ts';
import { shareKillStages } from './share-kill-stages.ts';

const stages = await shareKillStages(3);
afterAll(() => stages.close());

/** A run or two and, where an intent is open, the time until its call is certainly over. */
const patience = 180_000;

/** A third of the points, each with one of the run that follows. */
const everyThird = (points: readonly KillPoint[]) =>
  points
    .filter((_, index) => index % 3 === 0)
    .map((point, index) => ({ ...point, again: secondKill(index) }));

for (const policy of ['skip-existing', 'append'] as const) {
  const { result: expected, points } = await stages.undisturbed(policy);
  const count = { run: 0, equal: 0, killedTwice: 0 };
  afterAll(() => {
    const { run, equal, killedTwice } = count;
    console.log(`${policy}: ${points.length} points, ${run} kills and second kills played, ${equal} equal`);
    console.log(`${policy}: ${killedTwice} of them killed in the resume as well`);
  });
  const playThrough = async (kills: readonly KillPoint[]) => {
    count.run += 1;
    const performance = await stages.play(policy, kills);
    expect(performance.kills).toBeGreaterThan(0);
    expect(performance.result).toEqual(expected);
    count.equal += 1;
    if (performance.kills > 1) count.killedTwice += 1;
  };

  describe.concurrent(`killed at every call and every commit (${policy})`, () => {
    it.each(points)(
      '$kind $number ($name) $moment: as if undisturbed',
      (point) => playThrough([point]),
      patience,
    );

    it.each(everyThird(points))(
      '$kind $number ($name) $moment, and again in the resume at $again.kind $again.number $again.moment',
      ({ again, ...point }) => playThrough([point, again]),
      patience,
    );
  });
}
