import fc from 'fast-check';
import { createDataFolders } from './service/data-folders.ts';
import { runWorld } from './run-world.ts';
import { worlds } from './world/generate-world.ts';
import { mixed } from './random.ts';
import { rm } from 'node:fs/promises';
const folders = await createDataFolders();
const from = Number(process.argv[2] ?? 1), n = Number(process.argv[3] ?? 20);
const t0 = performance.now();
let calls = 0;
for (let seed = from; seed < from + n; seed++) {
  const [world] = fc.sample(fc.noBias(worlds), { seed: mixed(seed), numRuns: 1 });
  if (!world) continue;
  const dir = await folders.create();
  const t = performance.now();
  const h = await runWorld(world, dir, null);
  calls += h.counts.calls;
  if (process.argv[4]) console.log(h.trace.join('\n'));
  console.log(seed, (performance.now()-t).toFixed(0), 'ms', JSON.stringify(h.counts), h.syncs.map(s => s.sync.status[0]).join(''), h.oddities.join(';'), [...h.asked].join(','), h.events.length, process.argv[5] ? JSON.stringify(h.syncs.map(s=>s.sync.error)) : '');
  await rm(dir, { recursive: true });
}
console.log((performance.now()-t0)/n, 'ms/seed', calls);
await folders.close();
