import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { assembleApp } from './app/assemble-app.ts';
import { type BotConnection, type Config, readConfig } from './app/config.ts';
import { readEnvironment } from './app/environment.ts';
import { createMakeSpreadsheet } from './app/make-spreadsheet.ts';
import { type OwnSandbox, sandboxFolder, startOwnSandbox } from './app/sandbox-mode.ts';
import { startWorker } from './app/start-worker.ts';
import { targetOf } from './app/target-of.ts';
import { within } from './app/within.ts';
import { toAppError } from './errors.ts';
import { serverLimits } from './http/server-limits.ts';
import { createLog } from './log.ts';
import { openStore, type Store } from './store/open-store.ts';
import { refusesToStart } from './wording/config-problems.ts';
import { explainErrorCode } from './wording/explain-error.ts';
import { nextSteps } from './wording/next-steps.ts';
import {
  cannotListen,
  cannotStart,
  crashed,
  portTaken,
  sandboxTaken,
  startupMessage,
  stopping,
} from './wording/startup-sentences.ts';

/** Ends the process with a sentence; nothing has been started yet that would have to be stopped. */
function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/** Why the service cannot start, in words where there are any. */
function refuseToStart(thrown: unknown): never {
  const { code, details, cause } = toAppError(thrown);
  if (code === 'internal') createLog('fatal').fatal({ err: cause }, 'could not start');
  refuse(cannotStart(explainErrorCode(code, details, nextSteps('cli', false))));
}

async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  process.on('uncaughtException', (err) => {
    // Node would print the message, which may quote a file; the journal goes on at the next start.
    log.fatal({ err }, 'stopped by a fault');
    refuse(crashed);
  });
  const dataDir = config.mode === 'sandbox' ? sandboxFolder(config.dataDir) : config.dataDir;
  const sandbox = config.mode === 'sandbox' ? await startOwnSandbox(dataDir) : null;
  const feishu = config.mode === 'feishu' ? config.feishu : sandbox?.feishu;
  if (feishu === undefined) refuse(sandboxTaken);
  const target = targetOf(config);
  // This thread answers people; WAL checkpoints run in the worker.
  const store = await openStore({ dataDir, log, checkpoints: false });
  const spreadsheet = createMakeSpreadsheet({ dataDir, extraAliases: config.extraAliases });
  const connection = config.mode === 'feishu' ? config.bot : sandboxConnection();
  const bot =
    connection.kind === 'off'
      ? null
      : // Only here, so that a service without a bot does not hold the SDK twice.
        (await import('./app/start-bot.ts')).startBot({
          ...{ settings: config, feishu, connection, target, store, spreadsheet, log },
          sandbox: sandbox !== null,
        });
  const login = config.feishuLogin
    ? (await import('./app/start-login.ts')).startLogin(config, feishu, log)
    : null;
  const app = assembleApp({ config, feishu, store, sandbox, bot, login, spreadsheet, log });
  const server = await listen(config, createServer(serverLimits, app.callback()));
  if (connection.kind === 'webhook') await sandbox?.deliverTo({ ...connection, url: eventUrlOf(server) });
  const worker = startWorker({ dataDir, settings: config, feishu, target }, log);
  console.log(
    startupMessage({
      pageUrl: pageUrlOf(config, server),
      sandbox: sandbox !== null,
      bot: connection.kind,
      feishuLogin: config.feishuLogin,
    }),
  );

  const stop = async () => {
    console.log(stopping);
    server.close();
    server.closeAllConnections();
    await within(patienceMs, Promise.all([worker.stop(), bot?.stop()]));
    await within(closingMs, closeAll(sandbox, store));
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
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

const reading = readConfig(readEnvironment());
if (reading.kind === 'refused') refuse(refusesToStart(reading.problems));
await serve(reading.config).catch(refuseToStart);
