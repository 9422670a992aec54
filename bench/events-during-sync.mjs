// How soon Feishu's events are answered while a roster of 50,000 rows is being synced:
//   npm run build && node bench/events-during-sync.mjs [rows]
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { spread } from './measure.mjs';
import { rosterOf, settingsFrom, startSandbox, startService } from './programs.mjs';
import { isUnderWay, readSync, uploadRoster } from './service-api.mjs';
import { keys, signedEvent } from './signed-event.mjs';

const rows = Number(process.argv[2] ?? 50_000);

/** A typed command. */
const delivery = () =>
  signedEvent({
    message_id: `om_${randomUUID()}`,
    chat_id: 'oc_bench',
    message_type: 'text',
    content: JSON.stringify({ text: '/status' }),
  });

const dataDir = await mkdtemp(join(tmpdir(), 'nvc-bench-'));
const sandbox = await startSandbox();
const service = await startService({
  ...settingsFrom(sandbox),
  ...keys,
  DATA_DIR: dataDir,
  LOG_LEVEL: 'silent',
});
const { url } = service;

try {
  const id = await uploadRoster(url, 'large.csv', rosterOf(rows));
  const taken = [];
  const refused = [];
  let sync = await readSync(url, id);
  while (isUnderWay(sync)) {
    const before = performance.now();
    const answer = await fetch(`${url}/feishu/events`, delivery());
    taken.push(performance.now() - before);
    if (answer.status !== 200) refused.push(answer.status);
    await sleep(20);
    if (taken.length % 20 === 0) sync = await readSync(url, id);
  }
  const { p50, p99, longest } = spread(taken);
  console.log(
    `sync of ${rows} rows: ${sync.status}; ${taken.length} events, ${refused.length} not answered with 200`,
  );
  console.log(`answered in: p50 ${p50}, p99 ${p99}, longest ${longest}`);
} finally {
  service.child.kill('SIGKILL');
  sandbox.child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
}
