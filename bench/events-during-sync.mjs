// How soon Feishu's events are answered while a large roster is being synced.
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

/** A typed command. */
const delivery = () =>
  signedEvent({
    message_id: `om_${randomUUID()}`,
    chat_id: 'oc_bench',
    message_type: 'text',
    content: JSON.stringify({ text: '/status' }),
  });

/** @typedef {{ rows: number, events: number, refused: number, answered: ReturnType<typeof spread> }} Answered */

/** @param {number} rows @returns {Promise<Answered>} */
export async function answerEvents(rows) {
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-bench-'));
  const sandbox = await startSandbox();
  const settings = { ...settingsFrom(sandbox), ...keys, DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  const { url, child } = await startService(settings);
  try {
    const id = await uploadRoster(url, 'large.csv', rosterOf(rows));
    const taken = [];
    let refused = 0;
    let sync = await readSync(url, id);
    while (isUnderWay(sync)) {
      const before = performance.now();
      const answer = await fetch(`${url}/feishu/events`, delivery());
      taken.push(performance.now() - before);
      if (answer.status !== 200) refused += 1;
      await sleep(20);
      if (taken.length % 20 === 0) sync = await readSync(url, id);
    }
    return { rows, events: taken.length, refused, answered: spread(taken) };
  } finally {
    child.kill('SIGKILL');
    sandbox.child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  }
}
