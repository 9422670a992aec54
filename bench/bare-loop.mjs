// What all the care costs: a sync against a bare loop over the official SDK, which checks, journals and repeats nothing.
//   npm run build && node bench/bare-loop.mjs [rows, 10000 by default]
// Promised: at most 1.2 times its time where a call takes 100 ms, at most 2 times its CPU where calls take none.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { rosterOf, settingsFrom, startSandbox } from './programs.mjs';

const [argument = '10000', role, callMs] = process.argv.slice(2);
const rows = Number(argument);

/** Enrollments linked to learners that are looked up or created: the whole job, as short as it can be written. */
async function bareLoop(env) {
  const { Client } = await import('@larksuiteoapi/node-sdk');
  const { parse } = await import('csv-parse/sync');
  const quiet = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };
  const client = new Client({
    appId: env.FEISHU_APP_ID,
    appSecret: env.FEISHU_APP_SECRET,
    domain: env.FEISHU_DOMAIN,
    logger: quiet,
  });
  const { appTable, appTableRecord } = client.bitable.v1;
  const app_token = env.BITABLE_APP_TOKEN;
  const { data } = await appTable.list({ path: { app_token } });
  const tableId = (name) => data.items.find((table) => table.name === name).table_id;
  const learners = { app_token, table_id: tableId('学员总表') };
  const enrollments = { app_token, table_id: tableId('学习记录表') };

  return async (bytes) => {
    const records = parse(bytes, { columns: true, bom: true });
    const ids = new Map();
    let page_token;
    do {
      const page = await appTableRecord.search({
        path: learners,
        params: { page_size: 500, page_token },
        data: { field_names: ['用户ID'] },
      });
      for (const { record_id, fields } of page.data.items) ids.set(fields.用户ID?.[0]?.text, record_id);
      page_token = page.data.has_more ? page.data.page_token : undefined;
    } while (page_token);
    const fresh = [...new Map(records.map((row) => [row.用户ID, row])).values()].filter(
      (row) => !ids.has(row.用户ID),
    );
    const inBatches = async (path, all) => {
      const created = [];
      for (let from = 0; from < all.length; from += 1000) {
        const batch = all.slice(from, from + 1000).map((fields) => ({ fields }));
        const answer = await appTableRecord.batchCreate({ path, data: { records: batch } });
        created.push(...answer.data.records);
      }
      return created;
    };
    const newLearners = fresh.map(({ 用户ID, 昵称, 手机号 }) => ({ 用户ID, 昵称, 手机号 }));
    (await inBatches(learners, newLearners)).forEach(({ record_id }, index) => {
      ids.set(fresh[index].用户ID, record_id);
    });
    await inBatches(
      enrollments,
      records.map(({ 用户ID, 课程, 学习日期 }) => ({
        ...{ 用户ID, 课程, 学习日期: Date.parse(`${学习日期}T00:00:00+08:00`) },
        关联到学员总表: [ids.get(用户ID)],
      })),
    );
  };
}

/** The service's own way, from the queue to the report. */
async function ourSync(env, dataDir) {
  const dist = new URL('../dist/', import.meta.url);
  const load = (path) => import(new URL(path, dist).href);
  const [
    { assembleWorker },
    { readConfig },
    { createLog },
    { openStore },
    { submitUpload },
    { targetOf },
    { nothingSaid },
  ] = await Promise.all(
    [
      'app/assemble-worker.js',
      'app/config.js',
      'log.js',
      'store/open-store.js',
      'sync/queue/submit-sync.js',
      'app/target-of.js',
      'sync/queue/operator-input.js',
    ].map(load),
  );
  const { config } = readConfig(env);
  const log = createLog('error');
  const store = await openStore({ dataDir, log });
  const target = targetOf(config);
  const { signal } = new AbortController();
  const worker = assembleWorker({ settings: config, feishu: config.feishu, target, store, log, signal });

  return async (bytes) => {
    const upload = {
      origin: null,
      key: null,
      source: 'cli',
      fileName: 'roster.csv',
      said: nothingSaid,
    };
    const requests = { syncs: store.syncs, newId: randomUUID, now: () => new Date(), target };
    const sync = await submitUpload(requests, { ...upload, bytes, dryRun: false });
    await worker.runSync(sync, signal);
    const { status } = await store.syncs.get(sync.id);
    if (status !== 'succeeded') throw new Error(status);
    await store.close();
  };
}

/** Runs one side in this process, on empty tables, and prints what it took. */
async function measure() {
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-bench-'));
  const sandbox = await startSandbox();
  const env = settingsFrom(sandbox);
  try {
    const run = role === 'bare' ? await bareLoop(env) : await ourSync(env, dataDir);
    const action = { kind: 'delay', ms: Number(callMs) };
    await fetch(`${env.FEISHU_DOMAIN}/sandbox/api/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ path: '/open-apis/*', times: 100_000, action }),
    });
    const bytes = new TextEncoder().encode(rosterOf(rows));
    const before = { ms: performance.now(), cpu: process.cpuUsage() };
    await run(bytes);
    const { user, system } = process.cpuUsage(before.cpu);
    console.log(JSON.stringify({ ms: performance.now() - before.ms, cpuMs: (user + system) / 1000 }));
  } finally {
    sandbox.child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  }
}

function inOwnProcess(side, ms) {
  const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), rows, side, ms]);
  return JSON.parse(output.toString());
}

if (role !== undefined) await measure();
else {
  for (const ms of [100, 0]) {
    const [bare, ours] = ['bare', 'ours'].map((side) => inOwnProcess(side, ms));
    const compared = (name) =>
      `${Math.round(ours[name])} ms against ${Math.round(bare[name])} ms, ${(ours[name] / bare[name]).toFixed(2)} times`;
    console.log(`${rows} rows, ${ms} ms a call: time ${compared('ms')}; CPU ${compared('cpuMs')}`);
  }
}
