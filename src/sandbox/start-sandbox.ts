import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type Koa from 'koa';
import { sandboxCredentials } from './auth/credentials.ts';
import { createPlatform } from './create-platform.ts';
import { createAppChannel } from './events/app-channel.ts';
import { checkRequestUrl, UnansweredChallenge } from './events/check-request-url.ts';
import { createDeliveries } from './events/deliveries.ts';
import type { DeliveryTarget } from './events/delivery-request.ts';
import { createRequestUrl, type RequestUrlDeps } from './events/request-url.ts';
import type { Host } from './host.ts';
import { createLongConnection } from './longconn/create-long-connection.ts';
import { platformClock } from './platform/clock.ts';
import { createFaults, type FaultInput } from './platform/faults.ts';
import { randomId } from './platform/ids.ts';
import { holdSettings, Settings, type SettingsInput } from './platform/settings.ts';
import { type Seed, seedBase, seedIds } from './state/seed-base.ts';
import { openStore, type Store } from './state/store.ts';

export interface SandboxOptions {
  host: string;
  /** 0: any free one. */
  port: number;
  /** Where the state is kept; null: in memory only. */
  dataDir: string | null;
  /** What a sandbox without earlier state starts with. */
  seed: Seed;
  /** This machine's clock, in epoch milliseconds; the system's by default. */
  now?: () => number;
  /** What it starts with; the control API changes it. */
  settings?: SettingsInput;
  faults?: readonly FaultInput[];
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
  /** Answers `/sandbox` and all below: the page and the control API; and `/lib`, the files it shares. */
  pages: Koa.Middleware;
  /**
   * Sends events and card clicks there from now on, while no long connection is open.
   * @throws UnansweredChallenge
   */
  deliverTo(target: DeliveryTarget): Promise<void>;
  /** The same, asked again each second: a service that has just started, on a busy machine, takes its time. */
  deliverOnceUp(target: DeliveryTarget): Promise<void>;
  /** From now on it runs within a service. */
  hostedBy(host: Host): void;
  /** Ends all connections; may be called again. */
  close(): Promise<void>;
}

const askAgainMs = 1_000;
/** How often it is looked whether a redelivery is due. */
const retryEveryMs = 1_000;

/** Starts a sandbox. Rejects when the port is taken, the kept state cannot be read, or a setting or fault is invalid. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const store = openStore(options.dataDir, () => seedBase(options.seed, null));
  const settings = holdSettings(Settings.parse(options.settings ?? {}));
  const resets = () => store.state.base.resets;
  const now = platformClock(options.now ?? Date.now, settings.current, resets);
  const stopping = new AbortController();
  const faults = createFaults(options.faults ?? []);
  const answerWithinMs = () => settings.current().answerMs;
  const longConnection = createLongConnection({
    credentials: sandboxCredentials,
    newId: randomId,
    random: Math.random,
    answerWithinMs,
    mostConnections: () => settings.current().mostConnections,
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
  let host: Host | null = null;
  const { app, pages } = createPlatform({
    ...{ store, settings, now, faults, chat, host: () => host },
    endpoint: longConnection.endpoint,
    stopped: stopping.signal,
  });
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
    deliverOnceUp: (target) => untilAnswered(() => deliverTo(target), stopping.signal),
    hostedBy(service) {
      host = service;
    },
    close() {
      clearInterval(retries);
      stopping.abort();
      longConnection.close();
      closing ??= stop(server, store);
      return closing;
    },
  };
}

async function untilAnswered(deliver: () => Promise<void>, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    try {
      return await deliver();
    } catch (error) {
      if (!(error instanceof UnansweredChallenge)) throw error;
      // Nothing else waiting, a stopped sandbox ends here.
      await setTimeout(askAgainMs, undefined, { ref: false });
    }
  }
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

async function listen(app: Koa, { host, port }: SandboxOptions): Promise<Server> {
  // Longer than any client keeps an idle connection: a call must not meet one that is just being closed.
  const server = createServer({ keepAliveTimeout: 130_000 }, app.callback());
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
