import type { PlantedBug } from './planted-bug.ts';
import { withSyncs } from './wrap.ts';

/** Which rules are gone by, and who may work. */
export const ruleBugs: readonly PlantedBug[] = [
  {
    name: "a rerun goes by today's settings",
    harm: 'an upload is written half by one rule and half by another',
    deps: (deps) => withSyncs(deps, { settledRules: async () => ({ policies: null, columns: null }) }),
  },
  {
    name: 'fill-empty overwrites',
    harm: 'what people have typed is lost',
    deps: (deps) =>
      withSyncs(deps, {
        async settledRules(uploadId) {
          const { policies, columns } = await deps.syncs.settledRules(uploadId);
          return {
            columns,
            policies: policies === null ? null : { ...policies, learnerUpdates: 'overwrite' },
          };
        },
      }),
  },
  {
    name: 'a preview writes',
    harm: 'what somebody only wanted to look at is written',
    run: (run) => (deps, sync, signal) => run(deps, { ...sync, dryRun: false }, signal),
  },
  {
    name: 'the worker lock keeps nobody out',
    harm: 'two processes write at once',
    lock: (_, stores) => ({
      tryAcquire: async () => ({ ...stores, lost: new AbortController().signal, release: async () => {} }),
    }),
  },
  {
    name: 'whoever has lost the lock goes on',
    harm: 'a process that was frozen writes beside the one that has taken over',
    lock: (lock, stores) => ({
      async tryAcquire(baseToken) {
        const held = await lock.tryAcquire(baseToken);
        return held === null ? null : { ...held, ...stores, lost: new AbortController().signal };
      },
    }),
  },
  {
    name: 'a field that is only to be filled is overwritten',
    harm: 'what people have typed is lost',
    deps: ({ rules: { policies, columns }, ...deps }) => {
      const learnerFields = columns.learnerFields.map(({ name }) => ({ name, fillOnlyIfEmpty: false }));
      return { ...deps, rules: { policies, columns: { ...columns, learnerFields } } };
    },
  },
];
