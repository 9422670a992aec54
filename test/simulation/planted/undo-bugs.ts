import type { SyncDeps } from '../../../src/sync/run/run.ts';
import type { PlantedBug } from './planted-bug.ts';
import { withBase, withSyncs } from './wrap.ts';

/** What is taken back. */
export const undoBugs: readonly PlantedBug[] = [
  {
    name: 'an undo does not look at what people have edited',
    harm: 'a record is deleted with the corrections that people have put into it',
    run: (run) => (deps, sync, signal) =>
      run(sync.kind === 'undo' ? withRecordsAsWritten(deps) : deps, sync, signal),
  },
  {
    name: 'an undo does not look at which enrollments link to a learner',
    harm: 'enrollments are left without their learner',
    run: (run) => (deps, sync, signal) =>
      run(
        sync.kind === 'undo'
          ? withBase(deps, (base) => ({
              async getLearners(recordIds) {
                const read = await base.getLearners(recordIds);
                return { ...read, found: read.found.map((learner) => ({ ...learner, enrollmentIds: [] })) };
              },
            }))
          : deps,
        sync,
        signal,
      ),
  },
  {
    name: 'an undo does not know of later rosters',
    harm: 'somebody whom a later report calls enrolled is not there any more',
    deps: (deps) => withSyncs(deps, { listLater: async () => [] }),
  },
];

/** Read by id, records that this service has created look as they did then. */
function withRecordsAsWritten(deps: SyncDeps): SyncDeps {
  return withBase(deps, (base) => ({
    async getLearners(recordIds) {
      const read = await base.getLearners(recordIds);
      const created = await deps.journal.createdContent(deps.target, read.found);
      const found = read.found.map((learner) => {
        const written = created.find(({ recordId }) => recordId === learner.recordId);
        return written?.kind === 'learner' ? { ...learner, fields: written.row.fields } : learner;
      });
      return { ...read, found };
    },
  }));
}
