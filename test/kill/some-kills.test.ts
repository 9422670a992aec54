import { afterAll, describe, expect, it } from 'vitest';
import { type KillPoint, secondKill, titleOf } from './kill-points.ts';
import { shareKillHarnesses } from './share-kill-harnesses.ts';

const harnesses = await shareKillHarnesses(1);
afterAll(() => harnesses.close());

/** Two or three processes have to start. */
const patience = 120_000;

/**
 * At the first start while the tables are made, just after the sync was added, and a few points of each kind spread
 * over the run. `npm run test:matrix` takes every single one.
 */
function someOf(points: readonly KillPoint[]): KillPoint[] {
  const spread = spreadOver(points);
  return [
    spread('before', /"kysely_migration"/),
    spread('after', /insert into "syncs"/),
    spread('unread', /resources/),
    spread('unsent', /Enroll.*batch_create$/),
    spread('held', /Learner.*batch_create$/),
    spread('held', /Enroll.*batch_create$/),
    spread('unread', /Enroll.*batch_create$/, 2),
    spread('unread', /batch_update$/),
    spread('before', /written_rows/, 2),
    spread('after', /insert into "intents"/),
  ].flat(2);
}

/** Appending differs in how it tells what is written already. */
function someOfAppend(points: readonly KillPoint[]): KillPoint[] {
  const spread = spreadOver(points);
  return [
    spread('unsent', /Enroll.*batch_create$/),
    spread('held', /Enroll.*batch_create$/),
    spread('unread', /Enroll.*batch_create$/, 2),
    spread('before', /written_rows/),
  ].flat(2);
}

/** Of an undo, in each kind of call that takes something back, and around its commits. */
function someOfUndo(points: readonly KillPoint[]): KillPoint[] {
  const spread = spreadOver(points);
  return [
    spread('after', /insert into "syncs"/),
    spread('unread', /batch_get$/),
    spread('held', /batch_update$/),
    spread('unread', /batch_update$/),
    spread('unsent', /batch_delete$/),
    spread('held', /batch_delete$/, 2),
    spread('unread', /Learner.*batch_delete$/),
    spread('unread', /Enroll.*batch_delete$/),
    spread('before', /written_rows/, 2),
    spread('after', /insert into "intents"/),
  ].flat(2);
}

function spreadOver(points: readonly KillPoint[]) {
  return (moment: KillPoint['moment'], name: RegExp, count = 1) => {
    const all = points.filter((point) => point.moment === moment && name.test(point.name));
    if (all.length < count) throw new Error(`there are no ${count} points ${moment} ${name}`);
    return Array.from({ length: count }, (_, n) => all[Math.floor(((n + 0.5) * all.length) / count)] ?? []);
  };
}

for (const policy of ['skip-existing', 'append'] as const) {
  const { result: expected, points } = await harnesses.undisturbed({ policy, does: 'sync' });

  describe(`killed ${policy}`, () => {
    const some = policy === 'append' ? someOfAppend(points) : someOf(points);
    it.each(some.map((point) => [titleOf(point), point] as const))(
      '%s: as if undisturbed',
      async (_title, point) => {
        const { result, kills } = await harnesses.run({ policy, does: 'sync' }, [point]);
        expect(kills).toBe(1);
        expect(result).toEqual(expected);
      },
      patience,
    );

    it(
      'after the commit of a call, and again in the resume: as if undisturbed',
      async () => {
        const isUnread = ({ moment, name }: KillPoint) => moment === 'unread' && /batch_create$/.test(name);
        const [last] = points.filter(isUnread).slice(-1);
        const { result, kills } = await harnesses.run({ policy, does: 'sync' }, [
          last ?? secondKill(0),
          secondKill(4),
        ]);
        expect(kills).toBe(2);
        expect(result).toEqual(expected);
      },
      patience,
    );
  });
}

const undo = { policy: 'skip-existing', does: 'undo' } as const;
const { result: undone, points: pointsOfUndo } = await harnesses.undisturbed(undo);

describe('killed in an undo', () => {
  it.each(someOfUndo(pointsOfUndo).map((point) => [titleOf(point), point] as const))(
    '%s: as if undisturbed',
    async (_title, point) => {
      const { result, kills } = await harnesses.run(undo, [point]);
      expect(kills).toBe(1);
      expect(result).toEqual(undone);
    },
    patience,
  );
});
