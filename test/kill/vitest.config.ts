import { defineConfig } from 'vitest/config';
import { findPostgres, noPostgres } from '../support/find-postgres.ts';

const withPostgres = findPostgres() !== null;
if (!withPostgres) console.log(`Points with several instances are left out. ${noPostgres}`);

/** Every point takes a few processes, one after the other: far too long for `npm test`. */
export default defineConfig({
  test: {
    include: ['test/**/*.matrix.test.ts'],
    exclude: withPostgres ? [] : ['test/instances/**'],
    maxConcurrency: 3,
    reporters: ['dot'],
  },
});
