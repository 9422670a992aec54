import { type Intent, isCreate } from '../../../src/sync/journal.ts';
import { syncTiming } from '../../../src/sync/timing.ts';
import type { Scene } from '../scene.ts';
import { target } from '../service/service.ts';
import { cityOf, nicknameOf, phoneOf } from '../world/names.ts';
import type { Edit } from '../world/world.ts';

type LearnerEdit = Extract<Edit, { kind: 'edit_learner' }>;

/**
 * Whether nobody could tell, from outside, what somebody does here from what the service has done or has not: nobody does
 * it then. "What the worlds leave out" in docs/simulation.md.
 * @param isAtWork a sync is being worked on
 */
export async function cannotBeTold(scene: Scene, edit: Edit, isAtWork: boolean): Promise<boolean> {
  const open = await scene.store.journal.open(target);
  switch (edit.kind) {
    case 'edit_enrollment':
      return false;
    case 'edit_learner':
      return open.some((intent) => looksUnwritten(intent, edit)) || (await looksLate(scene, edit));
    case 'type_learner':
      return (isAtWork && isSearchBehind(scene)) || open.some(isBatch);
    case 'type_enrollment':
      return (isAtWork && scene.policies.policy === 'append') || open.some(isBatch);
    case 'unlink':
      return open.some(isBatch) || (open.some(bringsEnrollments) && !(await isAuthorKnown(scene)));
    default:
      return open.some(isBatch);
  }
}

/**
 * Whether the rows of a call could be hidden while it is looked for: what a code that no document lists has written is not
 * found then.
 */
export function hidesWhatIsLookedFor({ script }: Scene): boolean {
  return script.calamities.some((one) => one.kind === 'fault' && one.fault === 'unlisted');
}

/** Batches are so small here that a person could take half of one away or type it, and what is there proves nothing. */
const isBatch = (intent: Intent) => isCreate(intent) && intent.rows.length > 1;

const bringsEnrollments = (intent: Intent) => intent.kind === 'create_enrollments';

/** Nothing but its author tells an enrollment whose link was taken away from one that somebody has typed. */
async function isAuthorKnown({ store }: Scene): Promise<boolean> {
  return ((await store.syncs.learnedAboutBase(target))?.author ?? null) !== null;
}

/** A cell that is put back to what it held before a call in doubt looks as if the call had not been carried out. */
function looksUnwritten(intent: Intent, edit: LearnerEdit): boolean {
  if (intent.kind !== 'update_learners') return false;
  return intent.rows.some(({ before }) => Object.values(before).includes(typedIn(edit)));
}

/** One that is put back a moment after the call, when a server may not know the call yet, looks as such a server shows it. */
async function looksLate({ store, clock }: Scene, edit: LearnerEdit): Promise<boolean> {
  const { cells } = await store.journal.recentWrites(target, clock.trueTime() - syncTiming.absenceProofMs);
  return [...cells.values()].some((fields) =>
    [...fields.values()].some(({ before }) => before === typedIn(edit)),
  );
}

function typedIn({ field, value }: LearnerEdit): string {
  return { nickname: nicknameOf, phone: phoneOf, city: cityOf }[field](value);
}

/** A learner who is typed before the same one is created, and seen only afterwards, looks like the one that was created. */
function isSearchBehind({ world }: Scene): boolean {
  return [world.platform.searchLagMs ?? 0].flat().some((ms) => ms > 0);
}
