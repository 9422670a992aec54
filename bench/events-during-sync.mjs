// How soon Feishu's events are answered while a roster of 50,000 rows is being synced:
//   npm run build && node bench/events-during-sync.mjs [rows]
import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { rosterOf, settingsFrom, startSandbox, startService } from './programs.mjs';

const rows = Number(process.argv[2] ?? 50_000);
const keys = { FEISHU_VERIFICATION_TOKEN: 'bench-token', FEISHU_ENCRYPT_KEY: 'bench-key' };

/** A typed command, encrypted and signed as Feishu does. */
function delivery() {
  const person = { sender_id: { open_id: 'ou_bench' }, sender_type: 'user', tenant_key: 't' };
  const message = {
    message_id: `om_${randomUUID()}`,
    create_time: String(Date.now()),
    chat_id: 'oc_bench',
    chat_type: 'p2p',
    message_type: 'text',
    content: JSON.stringify({ text: '/status' }),
  };
  const header = {
    event_id: randomUUID(),
    event_type: 'im.message.receive_v1',
    token: keys.FEISHU_VERIFICATION_TOKEN,
    tenant_key: 't',
    app_id: 'cli_bench',
    create_time: String(Date.now()),
  };
  const iv = randomBytes(16);
  const key = createHash('sha256').update(keys.FEISHU_ENCRYPT_KEY).digest();
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const plain = JSON.stringify({ schema: '2.0', header, event: { sender: person, message } });
  const encrypt = Buffer.concat([iv, cipher.update(plain), cipher.final()]).toString('base64');
  const body = JSON.stringify({ encrypt });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomUUID();
  const signature = createHash('sha256')
    .update(timestamp + nonce + keys.FEISHU_ENCRYPT_KEY + body)
    .digest('hex');
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json;charset=utf-8',
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': signature,
    },
  };
}

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
  const form = new FormData();
  form.set('file', new Blob([rosterOf(rows)]), 'large.csv');
  const { id } = await (await fetch(`${url}/api/syncs`, { method: 'POST', body: form })).json();
  const taken = [];
  const refused = [];
  let status = 'queued';
  while (['queued', 'running'].includes(status)) {
    const before = performance.now();
    const answer = await fetch(`${url}/feishu/events`, delivery());
    taken.push(performance.now() - before);
    if (answer.status !== 200) refused.push(answer.status);
    await sleep(20);
    if (taken.length % 20 === 0) ({ status } = await (await fetch(`${url}/api/syncs/${id}`)).json());
  }
  taken.sort((a, b) => a - b);
  const at = (share) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))].toFixed(1);
  console.log(
    `sync of ${rows} rows: ${status}; ${taken.length} events, ${refused.length} not answered with 200`,
  );
  console.log(`answered in: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`);
} finally {
  service.child.kill('SIGKILL');
  sandbox.child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
}
