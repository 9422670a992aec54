import type { Intent } from '../../../src/sync/journal.ts';
import type { PlantedBug } from './planted-bug.ts';
import { withJournal } from './wrap.ts';

/** What is remembered, and when. */
export const journalBugs: readonly PlantedBug[] = [
  {
    name: 'the journal is written after the call',
    harm: 'what a killed process has sent is written twice',
    deps(deps) {
      const { journal } = deps;
      const begun = new Map<string, Intent>();
      return withJournal(deps, {
        async begin(intent) {
          begun.set(intent.id, intent);
        },
        async complete(answered) {
          const intent = begun.get(answered.intent.id);
          if (intent !== undefined) await journal.begin(intent);
          await journal.complete(answered);
        },
      });
    },
  },
  {
    name: 'an answer is not journaled',
    harm: 'what search does not show yet is written twice',
    deps: (deps) => withJournal(deps, { complete: ({ intent }) => deps.journal.discard(intent.id) }),
  },
  {
    name: 'what was left open is not looked at',
    harm: 'what a killed process has sent is written twice',
    deps: (deps) => withJournal(deps, { open: async () => [] }),
  },
  {
    name: 'what was left open is thrown away',
    harm: 'what a killed process has sent is written twice',
    deps: (deps) =>
      withJournal(deps, {
        async open(target) {
          for (const { id } of await deps.journal.open(target)) await deps.journal.discard(id);
          return [];
        },
      }),
  },
  {
    name: 'what was just written is not added to what search returns',
    harm: 'files sent one after another double their learners',
    deps: (deps) => withJournal(deps, { createdRecords: async () => [] }),
  },
  {
    name: 'a resumed sync does not know what it has written',
    harm: 'a report counts new records as skipped, and append writes them again',
    deps: (deps) => withJournal(deps, { writtenByUpload: async () => [] }),
  },
  {
    name: 'an older file does not know of later ones',
    harm: 'a rerun brings old nicknames back',
    deps: (deps) =>
      withJournal(deps, {
        fieldsWrittenLater: async () => ({ ofLearners: new Map(), ofEnrollments: new Map() }),
        async lastSaid(...asked) {
          const lastSaid = await deps.journal.lastSaid(...asked);
          return (...about) => {
            const said = lastSaid(...about);
            return said === null ? null : { ...said, isLater: false };
          };
        },
      }),
  },
  {
    name: 'what rosters have said is not remembered',
    harm: 'what people have corrected is turned back by the next roster',
    deps: (deps) => withJournal(deps, { noteSaid: async () => {} }),
  },
];
