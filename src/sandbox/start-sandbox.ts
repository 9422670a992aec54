import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type Router from '@koa/router';
import Koa from 'koa';
import { createAccounts } from './accounts/create-accounts.ts';
import { checkToken } from './auth/access-tokens.ts';
import { sandboxCredentials } from './auth/credentials.ts';
import { createCardTokens } from './cards/card-tokens.ts';
import type { SandboxContext } from './context.ts';
import { controlApi } from './control/control-api.ts';
import type { EventControls } from './control/event-routes.ts';
import { ownNamesOnly } from './control/own-names-only.ts';
import { createPages } from './control/pages.ts';
import { createAppChannel } from './events/app-channel.ts';
import { checkRequestUrl } from './events/check-request-url.ts';
import { createDeliveries } from './events/deliveries.ts';
import type { DeliveryTarget } from './events/delivery-request.ts';
import { createRequestUrl, type RequestUrlDeps } from './events/request-url.ts';
import { createLongConnection } from './longconn/create-long-connection.ts';
import { createCallLog } from './platform/call-log.ts';
import { createCallsInFlight } from './platform/calls-in-flight.ts';
import { createFaults } from './platform/faults.ts';
import { randomId } from './platform/ids.ts';
import { createRateLimits } from './platform/rate-limits.ts';
import { holdSettings, type SettingsHolder } from './platform/settings.ts';
import { type Gateway, notFound, observeCalls, vendorRouter } from './platform/vendor-api.ts';
import { type Seed, seedBase, seedIds } from './state/seed-base.ts';
import { openStore, type Store } from './state/store.ts';
import { vendorRoutes } from './vendor-routes.ts';

export interface SandboxOptions {
  host: string;
  /** 0: any free one. */
  port: number;
  /** Where the state is kept; null: in memory only. */
  dataDir: string | null;
  /** What a sandbox without earlier state starts with. */
  seed: Seed;
  /** Epoch milliseconds; the system's clock by default. */
  now?: () => number;
}

/** A stand-in Feishu Open Platform that is listening. */
export interface Sandbox {
  /** Origin, without a slash at the end. */
  url: string;
  appId: string;
  appSecret: string;
  baseToken: string;
  learnerTableId: string;
  enrollmentTableId: string;
  /** Answers `/sandbox` and all below: the page and the control API. */
  pages: Koa.Middleware;
  /**
   * Sends events and card clicks there from now on, while no long connection is open.
   * @throws UnansweredChallenge
   */
  deliverTo(target: DeliveryTarget): Promise<void>;
  /** Ends all connections; may be called again. */
  close(): Promise<void>;
}

/** How often it is looked whether a redelivery is due. */
const retryEveryMs = 1_000;

/** Starts a sandbox. Rejects when the port is taken or the kept state cannot be read. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const store = openStore(options.dataDir, () => seedBase(options.seed, 1));
  const now = options.now ?? Date.now;
  const stopping = new AbortController();
  const settings = holdSettings();
  const answerWithinMs = () => settings.current().answerMs;
  const longConnection = createLongConnection({
    credentials: sandboxCredentials,
    newId: randomId,
    random: Math.random,
    answerWithinMs,
  });
  const channel = createAppChannel(longConnection);
  const requests: RequestUrlDeps = { now, newId: randomId, answerWithinMs, stopped: stopping.signal };
  const deliverTo = async (target: DeliveryTarget) => {
    await checkRequestUrl(target, requests);
    channel.useRequestUrl(createRequestUrl(target, requests));
  };
  const deliveries = createDeliveries({
    store,
    sink: channel,
    settings: settings.current,
    now,
    stopped: stopping.signal,
  });
  const chat = { channel, deliveries, deliverTo };
  const { app, pages } = createPlatform({ store, settings, now, chat, endpoint: longConnection.endpoint });
  // A clock from outside moves when its owner says so, and redelivery with it.
  const retries = options.now === undefined ? setInterval(deliveries.retryDue, retryEveryMs) : undefined;
  const server = await listen(app, options);
  longConnection.attach(server);
  let closing: Promise<void> | undefined;
  return {
    url: urlOf(server, options.host),
    ...sandboxCredentials,
    baseToken: seedIds.baseToken,
    learnerTableId: seedIds.learnerTable,
    enrollmentTableId: seedIds.enrollmentTable,
    pages,
    deliverTo,
    close() {
      clearInterval(retries);
      stopping.abort();
      longConnection.close();
      closing ??= stop(server, store);
      return closing;
    },
  };
}

async function stop(server: Server, store: Store): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // Answers that are just leaving may leave; calls that hang may not.
  await setImmediate();
  server.closeAllConnections();
  await closed;
  store.close();
}

interface PlatformParts {
  store: Store;
  settings: SettingsHolder;
  now: () => number;
  chat: Omit<EventControls, 'context'>;
  /** Of the long connection. */
  endpoint: Router;
}

function createPlatform({ store, settings: held, now, chat, endpoint }: PlatformParts): {
  app: Koa;
  pages: Koa.Middleware;
} {
  const settings = held.current;
  const cardTokens = createCardTokens(now, randomId);
  const context: SandboxContext = { store, settings, now, newId: randomId, cardTokens };
  const gateway: Gateway = {
    settings,
    now,
    newId: randomId,
    callLog: createCallLog(),
    faults: createFaults(),
    callsInFlight: createCallsInFlight(),
    rateLimits: createRateLimits(now),
    checkToken: (authorization) => checkToken(store, now, authorization),
  };
  const { faults, callLog } = gateway;
  const pages = createPages(controlApi({ ...chat, context, putSettings: held.put, faults, callLog }));
  const accounts = createAccounts(context, sandboxCredentials);
  const router = vendorRouter(gateway, [...vendorRoutes(context), ...accounts.routes]);
  const app = new Koa();
  // A browser that leaves while a file is on its way is no fault of ours.
  app.on('error', (error: Error & { code?: unknown }) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') app.onerror(error);
  });
  app.use(ownNamesOnly).use(pages).use(observeCalls(gateway));
  app.use(endpoint.routes()).use(accounts.authorize.routes()).use(router.routes()).use(notFound);
  return { app, pages };
}

async function listen(app: Koa, { host, port }: SandboxOptions): Promise<Server> {
  const server = createServer(app.callback());
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
