import { listOf } from '../../../src/sandbox/state/base-model.ts';
import type { Cells } from '../feishu/audit.ts';
import type { Invariant } from './invariant.ts';
import { syncOf } from './uploads.ts';

export const everyLinkToItsLearner: Invariant = {
  name: 'every link to its own learner',
  reason: 'a wrong link shows one person the history of another',
  check({ events }) {
    const owners = new Map<string, string>();
    const wrong: string[] = [];
    for (const { table, recordId, before, after, cause } of events) {
      if (table === 'learners') {
        if (after !== null) owners.set(recordId, String(after.用户ID));
        continue;
      }
      if (cause.kind !== 'service' || after === null) continue;
      const linked = linksOf(after);
      if (before === null && linked.length !== 1)
        wrong.push(`${recordId} was created with ${linked.length} links`);
      if (before !== null && String(linksOf(before)) === String(linked)) continue;
      for (const learner of linked) {
        if (owners.get(learner) !== after.用户ID)
          wrong.push(`${recordId} of ${String(after.用户ID)} is linked to ${owners.get(learner)}`);
      }
    }
    return wrong;
  },
};

export const noLinkTakenAway: Invariant = {
  name: 'no link changed that was there',
  reason: 'whom a record is linked to is for people to change',
  check: (history) =>
    history.events.flatMap(({ table, before, after, cause, recordId }) => {
      const isOurs = table === 'enrollments' && cause.kind === 'service' && before !== null && after !== null;
      if (!isOurs || syncOf(history, cause.syncId).kind === 'undo') return [];
      const [was, is] = [linksOf(before), linksOf(after)];
      return was.length > 0 && String(was) !== String(is) ? [`${recordId} was linked already`] : [];
    }),
};

function linksOf({ 关联到学员总表: links }: Cells): readonly string[] {
  return listOf(links);
}
