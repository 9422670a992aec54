import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { findChromium, noChromium } from './test/browser/find-chromium.ts';
import { findPostgres, noPostgres } from './test/support/find-postgres.ts';
import { findProgram } from './test/support/find-program.ts';

// Where browser tests are required, as in `.ci/run`, they take part without a browser too, and fail.
const withBrowser = findChromium(process.env) !== null || process.env.BROWSER_TESTS === 'required';
const withPostgres = findPostgres() !== null || process.env.POSTGRES_TESTS === 'required';
const withPooler = findProgram('pgbouncer') !== null || process.env.POSTGRES_TESTS === 'required';
if (!withPooler) console.log('Tests with a pooler are left out. On Debian: apt-get install pgbouncer.');
if (!withPostgres) console.log(`Tests with PostgreSQL are left out. ${noPostgres}`);
if (!withBrowser) console.log(`Browser tests are left out. ${noChromium}`);

// The same for the proxy that stands in front of the service.
const required = process.env.PROXY_TESTS === 'required';
const withProxy = required || ['nginx', 'openssl'].every((name) => findProgram(name) !== null);
if (!withProxy) console.log('Tests with nginx are left out. On Debian: apt-get install nginx-light openssl.');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/**/*.matrix.test.ts',
      'test/deploy/**/*.image.test.ts',
      ...(withBrowser ? [] : ['test/browser/**']),
      ...(withPostgres ? [] : ['test/store/postgres/**', 'test/instances/**']),
      ...(withPooler ? [] : ['test/store/postgres/pooler.test.ts']),
      ...(withProxy ? [] : ['test/deploy/nginx.test.ts']),
      ...(findProgram('systemd-analyze') === null ? ['test/deploy/systemd.test.ts'] : []),
    ],
    // No test file changes what another one imports, and to load everything anew for each takes a fifth of the time.
    isolate: false,
    // Half of the time tests wait for processes, browsers and pauses: others have room meanwhile.
    maxWorkers: availableParallelism() * 2,
    // Only what hangs is to end by it: a busy machine can be ten times as slow as a quiet one, and of tests that share a
    // browser most wait for it.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
