import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { SyncJson } from '../../src/http/sync-json.ts';
import { startService } from '../support/processes.ts';
import { control } from '../support/tables.ts';
import { openVisit, type Visit } from './visit.ts';

/** A service with its stand-in Feishu, for pages to be opened on. */
export interface BrowserHarness {
  url: string;
  /** Somebody opens a page, in a browser profile of their own. */
  visit(path: string, options?: BrowserContextOptions): Promise<Visit>;
  /** The calls to Feishu whose path matches get no answer until `letGo`; `nth` is the first of them. */
  hold(path: string, nth?: number): Promise<void>;
  letGo(): Promise<void>;
  control(method: string, path: string, body?: object): Promise<unknown>;
  /** Kills the service and starts it again at the same address. */
  restart(): Promise<void>;
  /** Ends whatever the last test has left, and starts anew at the same address, with empty tables. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a service for pages to be opened on. */
export async function openBrowserHarness(browser: Browser): Promise<BrowserHarness> {
  const newFolder = () => mkdtemp(join(tmpdir(), 'nvc-browser-'));
  let dataDir = await newFolder();
  let service = await startService({ DATA_DIR: dataDir });
  const { url } = service;
  const visits: Visit[] = [];
  const startAgain = async () => {
    service = await startService({ DATA_DIR: dataDir, PORT: new URL(url).port });
  };
  const end = async () => {
    await service.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  };
  return {
    url,
    async visit(path, options) {
      const visit = await openVisit(browser, url + path, options);
      visits.push(visit);
      return visit;
    },
    async hold(path, nth = 1) {
      await control(url, 'POST', 'faults', { path, nth, times: 1000, action: { kind: 'hold' } });
    },
    letGo: async () => void (await control(url, 'DELETE', 'faults')),
    control: (method, path, body) => control(url, method, path, body),
    async restart() {
      await service.kill('SIGKILL');
      await startAgain();
    },
    async clear() {
      await Promise.all(visits.splice(0).map((visit) => visit.close()));
      await control(url, 'DELETE', 'faults');
      await control(url, 'PUT', 'settings', {});
      if (await startsOver(url)) return;
      // Whatever the service is in the middle of ends with it.
      await end();
      dataDir = await newFolder();
      await startAgain();
      await startsOver(url);
    },
    close: end,
  };
}

/** With empty tables; the demonstration begins with examples. @returns false if it is in the middle of something */
async function startsOver(url: string): Promise<boolean> {
  const body = JSON.stringify({ seed: 'empty' });
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${url}/sandbox/api/reset`, { method: 'POST', headers, body })).ok;
}

/** The newest first. */
export async function listSyncs(url: string): Promise<SyncJson[]> {
  const { syncs } = (await (await fetch(`${url}/api/syncs?limit=100`)).json()) as { syncs: SyncJson[] };
  return syncs;
}
