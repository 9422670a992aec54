import type Router from '@koa/router';
import Koa from 'koa';
import { createAccounts } from './accounts/create-accounts.ts';
import { checkToken } from './auth/access-tokens.ts';
import { sandboxCredentials } from './auth/credentials.ts';
import { createCardTokens } from './cards/card-tokens.ts';
import type { SandboxContext } from './context.ts';
import { controlApi } from './control/control-api.ts';
import type { EventControls } from './control/event-routes.ts';
import { createPages } from './control/pages.ts';
import type { Host } from './host.ts';
import { createCallLog } from './platform/call-log.ts';
import { createCallsInFlight } from './platform/calls-in-flight.ts';
import type { Faults } from './platform/faults.ts';
import { randomId } from './platform/ids.ts';
import { ownNamesOnly } from './platform/own-names-only.ts';
import { createRateLimits } from './platform/rate-limits.ts';
import { createReplicas } from './platform/replicas.ts';
import type { SettingsHolder } from './platform/settings.ts';
import { type Gateway, notFound, observeCalls, vendorRouter } from './platform/vendor-api.ts';
import type { Store } from './state/store.ts';
import { vendorRoutes } from './vendor-routes.ts';

/** What the platform is made of. */
export interface PlatformParts {
  store: Store;
  settings: SettingsHolder;
  /** Epoch milliseconds, by the platform's clock. */
  now: () => number;
  faults: Faults;
  chat: Omit<EventControls, 'context'>;
  /** null: it runs by itself. */
  host: () => Host | null;
  /** Of the long connection. */
  endpoint: Router;
  /** Ends what is still to come. */
  stopped: AbortSignal;
}

/** The application that answers the platform's endpoints, its pages and the control API. */
export function createPlatform({
  store,
  settings: held,
  now,
  faults,
  chat,
  host,
  endpoint,
  stopped,
}: PlatformParts): {
  app: Koa;
  pages: Koa.Middleware;
} {
  const settings = held.current;
  const cardTokens = createCardTokens(now, randomId);
  const replicas = createReplicas(settings);
  const context: SandboxContext = { store, settings, now, newId: randomId, replicas, cardTokens };
  const gateway: Gateway = {
    settings,
    now,
    newId: randomId,
    callLog: createCallLog(),
    faults,
    callsInFlight: createCallsInFlight(),
    rateLimits: createRateLimits(now),
    appId: sandboxCredentials.appId,
    checkToken: (authorization) => checkToken(store, now, authorization),
    stopped,
  };
  const { callLog } = gateway;
  const pages = createPages(controlApi({ ...chat, context, putSettings: held.put, faults, callLog, host }));
  const accounts = createAccounts(context, sandboxCredentials);
  const router = vendorRouter(gateway, [...vendorRoutes(context), ...accounts.routes]);
  const app = new Koa();
  // A browser that leaves while a file is being sent is not an error.
  app.on('error', (error: Error & { code?: unknown }) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') app.onerror(error);
  });
  app.use(ownNamesOnly).use(pages).use(observeCalls(gateway));
  app.use(endpoint.routes()).use(accounts.authorize.routes()).use(router.routes()).use(notFound);
  return { app, pages };
}
