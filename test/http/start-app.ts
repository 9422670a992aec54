import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { spreadsheetOf } from '../../src/app/spreadsheet-content.ts';
import type { AppDeps } from '../../src/http/app-deps.ts';
import { createApp } from '../../src/http/create-app.ts';
import { createMetrics } from '../../src/http/metrics/create-metrics.ts';
import { serverLimits } from '../../src/http/server-limits.ts';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { SyncStore } from '../../src/sync/sync-store.ts';
import { createMigratedFolder } from '../support/migrated-folder.ts';

export const target = {
  domain: 'https://open.feishu.cn',
  appId: 'cli_a',
  baseToken: 'bascn',
  tables: '学员总表/学习记录表',
};

export interface RunningApp {
  url: string;
  syncs: SyncStore;
  /** What was logged so far, line by line. */
  logged: () => string[];
  close: () => Promise<void>;
}

/** The real application over a real store in a folder of its own, on a free port of this machine. */
export async function startApp(
  over: Partial<AppDeps> = {},
  limits: ServerOptions = serverLimits,
): Promise<RunningApp> {
  const dataDir = await createMigratedFolder('nvc-http-');
  const lines: string[] = [];
  const log = createLog('debug', { write: (line: string) => lines.push(line) });
  const health = () => ({ isWorkerUp: true, feishu: 'ok', bot: 'off' as const });
  const store = await openStore({ dataDir, log });
  const app = createApp({
    syncs: store.syncs,
    newId: randomUUID,
    now: () => new Date('2026-11-24T02:00:00Z'),
    target,
    policies: { policy: 'skip-existing', learnerUpdates: 'overwrite' },
    access: { kind: 'this_machine' },
    sharedLimiter: null,
    publicUrl: null,
    version: '0.0.0',
    health,
    metrics: createMetrics({ figures: store.figures, health, now: () => new Date(), version: '0.0.0' }),
    log,
    sandbox: false,
    sandboxPages: null,
    receiveEvent: null,
    baseUrl: null,
    botNotice: null,
    checkConnection: async () => ({ ok: true, lines: [] }),
    extraAliases: {},
    // In this thread, which has nobody else to answer.
    async *spreadsheet(kind, syncId) {
      yield* await spreadsheetOf(store.syncs, { kind, syncId, extraAliases: {} });
    },
    ...over,
  });
  const server = createServer(limits, app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    syncs: store.syncs,
    logged: () => lines,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** A form as the page sends it. */
export function uploadForm(
  content: string | Uint8Array<ArrayBuffer>,
  fileName = '名单.csv',
  fields: Record<string, string> = {},
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([content], { type: 'text/csv' }), fileName);
  return form;
}

const problem = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }),
});
const added = z.object({ id: z.string(), number: z.number() });

/** What a refusal says, and under which status. */
export async function problemOf(response: Response) {
  return { status: response.status, ...problem.parse(await response.json()).error };
}

export async function addedOf(response: Response) {
  return added.parse(await response.json());
}
