import { defineConfig } from 'vitest/config';
import { findChromium, noChromium } from './browser/find-chromium.ts';
import { findPostgres, noPostgres } from './support/find-postgres.ts';

const withPostgres = findPostgres() !== null;
const withBrowser = findChromium(process.env) !== null;
if (!withBrowser) console.log(`Rosters through the page are left out. ${noChromium}`);
if (!withPostgres) console.log(`Points with several instances are left out. ${noPostgres}`);

/** The matrices whole, of which `npm test` takes a part: they take far longer. */
export default defineConfig({
  test: {
    include: ['test/**/*.matrix.test.ts'],
    exclude: [...(withPostgres ? [] : ['test/instances/**']), ...(withBrowser ? [] : ['test/browser/**'])],
    maxConcurrency: 3,
    reporters: ['dot'],
  },
});
