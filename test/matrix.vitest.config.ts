import { defineConfig } from 'vitest/config';
import { findPostgres, noPostgres } from './support/find-postgres.ts';

const withPostgres = findPostgres() !== null;
if (!withPostgres) console.log(`Points with several instances are left out. ${noPostgres}`);

/** The matrices whole, of which `npm test` takes a part: they take far longer. */
export default defineConfig({
  test: {
    include: ['test/**/*.matrix.test.ts'],
    exclude: withPostgres ? [] : ['test/instances/**'],
    maxConcurrency: 3,
    reporters: ['dot'],
  },
});
