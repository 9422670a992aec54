import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { assembleApp } from './app/assemble-app.ts';
import type { BotConnection, Config } from './app/config.ts';
import { createConnectionCheck } from './app/doctor/connection-check.ts';
import { readOwnConfig } from './app/environment.ts';
import { createFeishuHealth, type FeishuOutcome, type FeishuState } from './app/feishu-health.ts';
import { hostSandbox } from './app/host-sandbox.ts';
import { createMakeSpreadsheet } from './app/make-spreadsheet.ts';
import { type OwnSandbox, startOwnSandbox } from './app/sandbox-mode.ts';
import type { RunningBot } from './app/start-bot.ts';
import { type RunningWorker, startWorker } from './app/start-worker.ts';
import { storePlaceOf } from './app/store-place.ts';
import { targetOf } from './app/target-of.ts';
import { version } from './app/version.ts';
import { within } from './app/within.ts';
import { toAppError } from './errors.ts';
import { createMetrics } from './http/metrics/create-metrics.ts';
import { serverLimits } from './http/server-limits.ts';
import type { ServiceHealth } from './http/service-health.ts';
import { createLog } from './log.ts';
import { openStore, type Store } from './store/open-store.ts';
import { systemClock } from './sync/clock.ts';
import { configRemarks, refusesToStart } from './wording/config-problems.ts';
import { explainErrorCode } from './wording/explain-error.ts';
import { unknownFlag } from './wording/flag-sentences.ts';
import { nextSteps } from './wording/next-steps.ts';
import {
  cannotListen,
  cannotStart,
  cannotSync,
  crashed,
  type FeishuAtStart,
  feishuIsBack,
  portTaken,
  sandboxTaken,
  startUsage,
  startupMessage,
  stopping,
} from './wording/startup-sentences.ts';

/** Ends the process with a sentence; nothing has been started yet that would have to be stopped. */
function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/** The service has no arguments; whoever gives one wants to know something, or means a setting. */
function answerAndEnd(argument: string): never {
  if (argument !== '--version' && argument !== '--help' && argument !== '-h')
    refuse(`${unknownFlag(argument, null)}\n${startUsage}`);
  console.log(argument === '--version' ? version : startUsage);
  process.exit(0);
}

/** Why the service cannot start, in words where there are any. */
function refuseToStart(thrown: unknown): never {
  const { code, details, cause } = toAppError(thrown);
  if (code === 'internal') createLog('fatal').fatal({ err: cause }, 'could not start');
  refuse(cannotStart(explainErrorCode(code, details, nextSteps('cli', false))));
}

/** From then on the console hears of what changes. */
let hasStarted = false;
/** How long the start message waits for Feishu, so that a wrong secret does not look like success. */
const firstCheckMs = 3_500;

async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  process.on('uncaughtException', (err) => {
    // Node would print the message, which may quote a file; the journal goes on at the next start.
    log.fatal({ err }, 'stopped by a fault');
    refuse(crashed);
  });
  log.info({ version }, 'starting');
  const place = storePlaceOf(config);
  const sandbox = config.mode === 'sandbox' ? await startOwnSandbox(place.dataDir) : null;
  const feishu = config.mode === 'feishu' ? config.feishu : sandbox?.feishu;
  if (feishu === undefined) refuse(sandboxTaken);
  const target = targetOf(config);
  // This thread answers people; WAL checkpoints run in the worker.
  const store = await openStore({ ...place, log, checkpoints: false });
  sandbox?.hostedBy(hostSandbox(store, systemClock));
  const spreadsheet = createMakeSpreadsheet({ place, extraAliases: config.extraAliases });
  let bot: RunningBot | null = null;
  let worker: RunningWorker | null = null;
  const feishuHealth = createFeishuHealth(log, (state) => hasStarted && console.log(feishuNews(state)));
  const health = (): ServiceHealth => ({
    isWorkerUp: worker?.isUp() ?? false,
    feishu: feishuHealth.code(),
    bot: bot?.state() ?? 'off',
  });
  const metrics = createMetrics({ figures: store.figures, health, now: () => new Date(), version });
  const connection = config.mode === 'feishu' ? config.bot : sandboxConnection();
  if (connection.kind !== 'off') {
    // Only here, so that a service without a bot does not hold the SDK twice.
    const { startBot } = await import('./app/start-bot.ts');
    const parts = { settings: config, feishu, connection, target, store, spreadsheet, log, metrics };
    const feishuObstacle = () => {
      const state = feishuHealth.state();
      return state.kind === 'failed' ? state : null;
    };
    bot = startBot({ ...parts, feishuObstacle, sandbox: sandbox !== null });
  }
  const login = config.feishuLogin
    ? (await import('./app/start-login.ts')).startLogin(config, feishu, log, metrics)
    : null;
  const checkConnection = createConnectionCheck(config, systemClock, log);
  const app = assembleApp({
    ...{ config, feishu, store, sandbox, bot, login, spreadsheet, checkConnection },
    ...{ health, metrics, log },
  });
  const server = await listen(config, createServer(serverLimits, app.callback()));
  if (connection.kind === 'webhook') await sandbox?.deliverOnceUp({ ...connection, url: eventUrlOf(server) });
  const countsWeeks = config.reportChat !== null && bot !== null;
  worker = startWorker({ place, settings: config, feishu, target, countsWeeks }, log, (message) => {
    if (message.kind === 'called') metrics.countCall({ api: message.api, ...message.measured });
    if (message.kind === 'feishu_checked') feishuHealth.note(message.outcome);
  });
  await within(firstCheckMs, feishuHealth.known);
  console.log(
    startupMessage({
      pageUrl: pageUrlOf(config, server),
      sandbox: sandbox !== null,
      bot: connection.kind,
      feishuLogin: config.feishuLogin,
      feishu: feishuAtStart(feishuHealth.state()),
    }),
  );
  hasStarted = true;

  const stop = async () => {
    console.log(stopping);
    server.close();
    server.closeAllConnections();
    await within(patienceMs, Promise.all([worker?.stop(), bot?.stop()]));
    await within(closingMs, closeAll(sandbox, store));
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

function feishuAtStart(state: FeishuState): FeishuAtStart {
  if (state.kind !== 'failed') return state;
  return { kind: 'failed', obstacle: explainErrorCode(state.code, state.details, nextSteps('start', false)) };
}

function feishuNews(outcome: FeishuOutcome): string {
  const news = feishuAtStart(outcome);
  return news.kind === 'failed' ? cannotSync(news.obstacle) : feishuIsBack;
}

/** What is not at its end by then is ended by the system; the journal knows about it. */
const patienceMs = 9_000;
const closingMs = 500;

async function closeAll(sandbox: OwnSandbox | null, store: Store): Promise<void> {
  await sandbox?.close();
  await store.close();
}

/** The stand-in delivers its events as Feishu does, with keys of this run. */
function sandboxConnection(): BotConnection {
  return { kind: 'webhook', verificationToken: randomUUID(), encryptKey: randomUUID() };
}

function listen({ host, port }: Config, server: Server): Promise<Server> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      refuse(error.code === 'EADDRINUSE' ? portTaken(port) : cannotListen(host, port));
    });
    server.listen(port, host, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function eventUrlOf(server: Server): string {
  return `http://127.0.0.1:${portOf(server)}/feishu/events`;
}

/** The address to open on this machine. */
function pageUrlOf({ host, publicUrl }: Config, server: Server): string {
  const port = portOf(server);
  return publicUrl ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
}

const [argument] = process.argv.slice(2);
if (argument !== undefined) answerAndEnd(argument);
const reading = readOwnConfig();
if (reading.kind === 'refused') refuse(refusesToStart(reading.problems));
if (reading.remarks.length > 0) console.error(configRemarks(reading.remarks));
await serve(reading.config).catch(refuseToStart);
