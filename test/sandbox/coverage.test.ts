import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createAccounts } from '../../src/sandbox/accounts/create-accounts.ts';
import { sandboxCredentials } from '../../src/sandbox/auth/credentials.ts';
import { createCardTokens } from '../../src/sandbox/cards/card-tokens.ts';
import { coverage } from '../../src/sandbox/coverage.ts';
import { createCallLog } from '../../src/sandbox/platform/call-log.ts';
import { createCallsInFlight } from '../../src/sandbox/platform/calls-in-flight.ts';
import { createFaults } from '../../src/sandbox/platform/faults.ts';
import { randomId } from '../../src/sandbox/platform/ids.ts';
import { createRateLimits } from '../../src/sandbox/platform/rate-limits.ts';
import { createReplicas } from '../../src/sandbox/platform/replicas.ts';
import { Settings } from '../../src/sandbox/platform/settings.ts';
import { vendorRouter } from '../../src/sandbox/platform/vendor-api.ts';
import { seedBase } from '../../src/sandbox/state/seed-base.ts';
import { openStore } from '../../src/sandbox/state/store.ts';
import { vendorRoutes } from '../../src/sandbox/vendor-routes.ts';

const now = () => 0;
const settings = () => Settings.parse({});
const context = {
  store: openStore(null, () => seedBase('empty', null)),
  ...{ settings, now, newId: randomId, cardTokens: createCardTokens(now, randomId) },
  replicas: createReplicas(settings),
};
const gateway = {
  appId: '',
  settings,
  now,
  newId: randomId,
  callLog: createCallLog(),
  faults: createFaults([]),
  callsInFlight: createCallsInFlight(),
  rateLimits: createRateLimits(now),
  checkToken: () => undefined,
  stopped: new AbortController().signal,
};

it('names every route of the router with the page that documents it, and no other', () => {
  const accounts = createAccounts(context, sandboxCredentials);
  const router = vendorRouter(gateway, [...vendorRoutes(context), ...accounts.routes]);
  const routed = [...accounts.authorize.stack, ...router.stack].flatMap(({ path, methods }) =>
    methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${String(path)}`),
  );
  expect(routed.toSorted()).toEqual(coverage.map(({ method, path }) => `${method} ${path}`).toSorted());
  expect(coverage.every(({ doc }) => doc.startsWith('https://open.feishu.cn/document/'))).toBe(true);
});

it('names every setting in its README', () => {
  const readme = readFileSync(new URL('../../src/sandbox/README.md', import.meta.url), 'utf8');
  const named = readme.slice(readme.indexOf('## Settings'));
  expect(Object.keys(settings()).filter((name) => !named.includes(`\`${name}\``))).toEqual([]);
});
