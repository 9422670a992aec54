import type { Intent } from '../journal.ts';
import type { WriteOutcome } from '../ports.ts';
import type { Run } from '../run/run.ts';

/** Sends the call of an intent: the same intent always gives the same body under the same token. */
export function sendIntent({ base }: Run, intent: Intent): Promise<WriteOutcome> {
  switch (intent.kind) {
    case 'create_learners':
      return base.createLearners(intent.rows, intent.clientToken);
    case 'create_enrollments':
      return base.createEnrollments(intent.rows, intent.clientToken);
    case 'update_learners':
      return base.updateLearners(intent.rows);
    case 'link_enrollments':
      return base.linkEnrollments(intent.rows);
  }
}
