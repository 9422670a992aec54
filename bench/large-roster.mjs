// Syncs a large roster through a real service process against the stand-in Feishu and prints what it took:
//   npm run build && node bench/large-roster.mjs [rows, 50000 by default]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const rows = Number(process.argv[2] ?? 50_000);
const dist = fileURLToPath(new URL('../dist/', import.meta.url));

async function start(script, args, env, ready) {
  const child = spawn(process.execPath, [join(dist, script), ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  while (!ready.test(output)) await once(child.stdout, 'data');
  return { child, output: () => output };
}

function roster() {
  const lines = ['用户ID,昵称,手机号,课程,学习日期,城市,来源渠道,备注'];
  for (let row = 0; row < rows; row += 1) {
    const id = `u_7f${(row % Math.ceil(rows * 0.8)).toString(16).padStart(11, '0')}_ABCDEFGHIJ`;
    const day = `2026-0${1 + (row % 9)}-${String(1 + (row % 28)).padStart(2, '0')}`;
    lines.push(
      `${id},学员${row},1990000${String(row % 10_000).padStart(4, '0')},课程${row % 7},${day},上海,微信,`,
    );
  }
  return lines.join('\r\n');
}

/** Highest resident memory of a process so far, in MB. */
async function peakMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** The longest and the 99th of 100 answers of /healthz while `done` is false. */
async function watchLatency(url, done) {
  const taken = [];
  while (!done()) {
    const before = performance.now();
    await fetch(`${url}/healthz`).then((answer) => answer.text());
    taken.push(performance.now() - before);
    await sleep(10);
  }
  taken.sort((a, b) => a - b);
  return { longest: taken.at(-1), p99: taken[Math.floor(taken.length * 0.99)] };
}

const dataDir = await mkdtemp(join(tmpdir(), 'nvc-bench-'));
const sandbox = await start('sandbox/main.js', ['--port', '0', '--empty'], {}, /BITABLE_APP_TOKEN=\S+\n/);
const settings = Object.fromEntries(
  [...sandbox.output().matchAll(/^([A-Z_]+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
);
const startedAt = performance.now();
const service = await start(
  'main.js',
  [],
  { ...settings, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1' },
  /\/upload\n/,
);
const url = /(http:\/\/[\d.:]+)\/upload/.exec(service.output())[1];
await fetch(`${url}/healthz`);
console.log(`start to /healthz: ${Math.round(performance.now() - startedAt)} ms`);

try {
  for (const round of ['first upload', 'same file again']) {
    const form = new FormData();
    form.set('file', new Blob([roster()]), 'large.csv');
    const begin = performance.now();
    const { id } = await (await fetch(`${url}/api/syncs`, { method: 'POST', body: form })).json();
    let sync = { status: 'queued' };
    const latency = watchLatency(url, () => !['queued', 'running'].includes(sync.status));
    while (['queued', 'running'].includes(sync.status)) {
      await sleep(200);
      sync = await (await fetch(`${url}/api/syncs/${id}`)).json();
    }
    const { longest, p99 } = await latency;
    console.log(
      `${round}: ${sync.status}, ${((performance.now() - begin) / 1000).toFixed(1)} s, ${sync.summary.baseCalls} calls`,
    );
    console.log(
      `  created ${sync.summary.learnersCreated} learners, ${sync.summary.enrollmentsCreated} enrollments, skipped ${sync.summary.enrollmentsSkipped}`,
    );
    console.log(
      `  service process: peak ${await peakMemory(service.child.pid)} MB; /healthz meanwhile: p99 ${p99.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`,
    );
  }
} finally {
  service.child.kill('SIGKILL');
  sandbox.child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
}
