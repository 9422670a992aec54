import { afterAll, describe, expect, it } from 'vitest';
import type { CallMoment } from '../support/gateway.ts';
import { type NamedPoint, pointsOf, titleOf } from './disturbances.ts';
import type { Mishap } from './mishaps.ts';
import { sharePlaces } from './share-places.ts';

const places = await sharePlaces(3);
afterAll(() => places.close());

const patience = 120_000;

/** A few points of each kind; `npm run test:matrix` takes every one, those too after which a write in doubt is waited for. */
function someOf(points: readonly NamedPoint[]) {
  const inTheMiddle = (mishap: Mishap, moment: CallMoment, name: RegExp) => {
    const matching = points.filter((point) => point.moment === moment && name.test(point.name));
    const chosen = matching[Math.floor(matching.length / 2)];
    if (chosen === undefined) throw new Error(`no call ${name}, ${moment}`);
    return { ...chosen, mishap };
  };
  return [
    inTheMiddle('frozen', 'unread', /batch_create$/),
    inTheMiddle('killed', 'unsent', /search$/),
    inTheMiddle('killed', 'unread', /resources/),
    inTheMiddle('killed', 'held', /Learner.*batch_create$/),
    inTheMiddle('killed', 'unread', /Enroll.*batch_create$/),
    inTheMiddle('killed', 'unread', /batch_update$/),
    inTheMiddle('cut_off', 'held', /Enroll.*batch_create$/),
    inTheMiddle('database_restarted', 'unread', /Learner.*batch_create$/),
  ];
}

const { result: expected, calls } = await places.runUndisturbed('append');

describe.concurrent('of two instances, the one that works', () => {
  it.each(someOf(pointsOf(calls)).map((disturbance) => [titleOf(disturbance), disturbance] as const))(
    '%s: as if undisturbed',
    async (_title, disturbance) => {
      const { result, takenOverAfter } = await places.run('append', disturbance);
      expect(takenOverAfter).toBeLessThan(30_000);
      expect(result).toEqual(expected);
    },
    patience,
  );
});
