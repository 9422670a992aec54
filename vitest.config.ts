import { defineConfig } from 'vitest/config';
import { findChromium, noChromium } from './test/browser/find-chromium.ts';
import { picturesFolder } from './test/browser/pictures-folder.ts';
import { findProgram } from './test/support/find-program.ts';

// Where browser tests are required, as in `.ci/run`, they take part without a browser too, and fail.
const withBrowser = findChromium(process.env) !== null || process.env.BROWSER_TESTS === 'required';
console.log(
  withBrowser
    ? `Screenshots of the pages: ${picturesFolder(process.env)}`
    : `Browser tests are left out. ${noChromium}`,
);

// The same for the proxy that stands in front of the service.
const required = process.env.PROXY_TESTS === 'required';
const withProxy = required || ['nginx', 'openssl'].every((name) => findProgram(name) !== null);
if (!withProxy) console.log('Tests with nginx are left out. On Debian: apt-get install nginx-light openssl.');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/kill/**/*.matrix.test.ts',
      'test/deploy/**/*.image.test.ts',
      ...(withBrowser ? [] : ['test/browser/**']),
      ...(withProxy ? [] : ['test/deploy/nginx.test.ts']),
      ...(findProgram('systemd-analyze') === null ? ['test/deploy/systemd.test.ts'] : []),
    ],
    // Many tests wait for processes, browsers and pauses: the core that Vitest leaves free by default has room for them.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
