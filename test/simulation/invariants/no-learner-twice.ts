import { longestBlindnessMs } from './blindness.ts';
import type { Invariant } from './invariant.ts';
import { replay } from './table-states.ts';

export const noLearnerTwice: Invariant = {
  name: 'no learner twice',
  reason: 'two records of one person split the history of that person, and staff have to merge them by hand',
  check({ events, world }) {
    const wrong: string[] = [];
    replay(events, 'learners', ({ before, after, cause, at }, live) => {
      if (before !== null || after === null || cause.kind !== 'service') return;
      const others = [...live.values()].filter(({ cells }) => cells.用户ID === after.用户ID);
      for (const { created } of others) {
        const seenInTime = created.at < cause.since - longestBlindnessMs(world);
        if (created.cause.kind === 'service' || seenInTime)
          wrong.push(`${String(after.用户ID)} was created at ${at}, and is there since ${created.at}`);
      }
    });
    return wrong;
  },
};
