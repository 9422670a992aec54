import { afterAll, describe, expect, it } from 'vitest';
import { everyDisturbance, pointsOf, titleOf } from './disturbances.ts';
import { sharePlaces } from './share-places.ts';

const places = await sharePlaces(3);
afterAll(() => places.close());

/** A test waits for a place, for two services to start, for a frozen one to be replaced, and until a call in doubt is certainly over. */
const patience = 300_000;
const longestTakeoverMs = 30_000;

for (const policy of ['skip-existing', 'append'] as const) {
  const { result: expected, calls } = await places.runUndisturbed(policy);
  const disturbances = everyDisturbance(pointsOf(calls));
  const figures = new Map<string, { run: number; equal: number; longest: number }>();
  afterAll(() => {
    for (const [mishap, { run, equal, longest }] of figures)
      console.log(
        `${policy}: ${mishap} at ${run} points, ${equal} equal, went on within ${Math.ceil(longest)} ms`,
      );
  });

  describe.concurrent(`of two instances, the one that works (${policy})`, () => {
    it.each(disturbances.map((disturbance) => [titleOf(disturbance), disturbance] as const))(
      '%s: as if undisturbed',
      async (_title, disturbance) => {
        const figure = figures.get(disturbance.mishap) ?? { run: 0, equal: 0, longest: 0 };
        figures.set(disturbance.mishap, figure);
        figure.run += 1;
        const { result, takenOverAfter } = await places.run(policy, disturbance);
        expect(takenOverAfter).toBeLessThan(longestTakeoverMs);
        expect(result).toEqual(expected);
        figure.longest = Math.max(figure.longest, takenOverAfter ?? 0);
        figure.equal += 1;
      },
      patience,
    );
  });
}
