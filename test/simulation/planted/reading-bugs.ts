import type { PlantedBug } from './planted-bug.ts';
import { withBase } from './wrap.ts';

/** What is seen of the file and of Base. */
export const readingBugs: readonly PlantedBug[] = [
  {
    name: 'the last row of a file is not read',
    harm: 'a person on the roster vanishes',
    deps: (deps) => ({
      ...deps,
      async readRoster(...given) {
        const reading = await deps.readRoster(...given);
        if (reading.kind !== 'read') return reading;
        return { ...reading, roster: { ...reading.roster, rows: reading.roster.rows.slice(0, -1) } };
      },
    }),
  },
  {
    name: 'refused rows are left out',
    harm: 'nobody is told of the rows that were not understood',
    deps: (deps) => ({
      ...deps,
      async readRoster(...given) {
        const reading = await deps.readRoster(...given);
        if (reading.kind !== 'read') return reading;
        const rows = reading.roster.rows.filter(({ kind }) => kind !== 'rejected');
        return { ...reading, roster: { ...reading.roster, rows } };
      },
    }),
  },
  {
    name: 'the last learner that search returns is left out',
    harm: 'learners whom people have typed are created again',
    deps: (deps) =>
      withBase(deps, (base) => ({
        findLearners: async (...asked) => (await base.findLearners(...asked)).slice(0, -1),
      })),
  },
  {
    name: 'the last enrollment that search returns is left out',
    harm: 'enrollments that people have typed are created again',
    deps: (deps) =>
      withBase(deps, (base) => ({
        findEnrollments: async (...asked) => (await base.findEnrollments(...asked)).slice(0, -1),
      })),
  },
  {
    name: 'a link to somebody else is not seen',
    harm: 'a link that people have set is taken away',
    deps: (deps) =>
      withBase(deps, (base) => ({
        findEnrollments: async (...asked) =>
          (await base.findEnrollments(...asked)).map((found) => ({ ...found, learnerRecordIds: [] })),
      })),
  },
  {
    name: 'what is there is only seen under the spelling of the file',
    harm: 'one course is kept under two spellings',
    deps: (deps) =>
      withBase(deps, (base) => ({
        findEnrollments: async (...asked) =>
          (await base.findEnrollments(...asked)).filter(({ course }) => !course.startsWith('《')),
      })),
  },
];
