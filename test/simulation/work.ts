import type { UploadColumns } from '../../src/sync/upload-rules.ts';
import { connectProcess, type ProcessEvents } from './connect-process.ts';
import { act } from './people/act.ts';
import type { Scene } from './scene.ts';
import { createScript, isMeant, type Script } from './script.ts';
import { createLife, type StoreKills } from './service/life.ts';
import { type Service, startService } from './service/service.ts';
import type { Calamity, WantedColumns, Work } from './world/world.ts';

/** A process works the queue off, while what is written in its script happens to it. */
export async function work(scene: Scene, { calamities }: Work): Promise<void> {
  scene.script = createScript(calamities);
  scene.history.trace.push(`${scene.clock.trueTime()} work`);
  const worker = scene.worker ?? startWorker(scene);
  scene.worker = worker;
  const end = await Promise.race([
    worker.work(scene.script.stop.signal).then(
      () => 'done' as const,
      (thrown: unknown) => thrown,
    ),
    worker.life.death.then(() => 'killed' as const),
  ]);
  if (end === 'done') return;
  if (end === 'killed') scene.history.counts.kills += 1;
  else scene.history.oddities.push(`the worker threw ${String(end)}`);
  await worker.end();
  scene.worker = null;
}

/** What happens around a call of a process is over before its lock is free, even if the process dies meanwhile. */
function startWorker(scene: Scene): Service {
  let happening: Promise<void> = Promise.resolve();
  const inTurn = (event: () => Promise<void>) => {
    const turn = happening.then(() => (worker.life.isDead() ? undefined : event()));
    happening = turn.catch(() => {});
    return turn;
  };
  const worker: Service = start(scene, {
    before: (call) =>
      inTurn(async () => {
        const due = scene.script.calamities.filter((one) => 'call' in one && isMeant(one.call, call));
        for (const calamity of due) await happen(scene, calamity);
      }),
    frozen: () => inTurn(() => takeOver(scene, worker)),
  });
  return { ...worker, end: () => happening.then(worker.end) };
}

/** After so long a database server gives the lock of a silent process away. */
const silenceMs = 20_000;

/** While a process is frozen another gets its lock, and works everything off in peace. */
async function takeOver(scene: Scene, frozen: Service): Promise<void> {
  const { cause, script } = scene;
  await frozen.loseLock();
  await act(scene, { kind: 'wait', ms: silenceMs });
  scene.history.counts.takeovers += 1;
  scene.history.trace.push(`${scene.clock.trueTime()} taken over`);
  scene.script = createScript([]);
  const other = start(scene, { before: async () => {}, frozen: async () => {} });
  await Promise.race([other.work(new AbortController().signal), other.life.death]);
  await other.end();
  scene.script = script;
  scene.cause = cause;
  scene.history.trace.push(`${scene.clock.trueTime()} woken up`);
}

/** Another process that tries to work while one is at it: it must not get as far as a call. */
async function rival(scene: Scene): Promise<void> {
  const { cause } = scene;
  const other: Service = start(scene, {
    async before() {
      scene.history.oddities.push('two processes worked at once');
      other.life.die();
    },
    frozen: async () => {},
  });
  await Promise.race([other.work(new AbortController().signal), other.life.death]);
  await other.end();
  scene.cause = cause;
}

async function happen(scene: Scene, calamity: Calamity): Promise<void> {
  switch (calamity.kind) {
    case 'meanwhile':
      // What is changed in the settings takes effect at the next start.
      return calamity.act.kind === 'settings' ? undefined : act(scene, calamity.act);
    case 'stop':
      return scene.script.stop.abort();
    case 'rival':
      return rival(scene);
    case 'fault':
    case 'kill':
    case 'kill_at_store':
    case 'takeover':
      // These concern the call itself.
      return;
  }
}

function start(scene: Scene, events: ProcessEvents): Service {
  const { clock, random, history, store, bug, world } = scene;
  const life = createLife();
  const adapter = connectProcess(scene, life, events);
  return startService({
    ...{ life, store, clock, bug },
    adapter: bug?.adapter?.(adapter) ?? adapter,
    random: random.next,
    newUuid: random.uuid,
    rules: { policies: scene.policies, columns: columnsOf(world.columns) },
    storeKills: storeKillsIn(() => scene.script),
    onRun(sync) {
      const { timeZone } = scene.platform.context.settings();
      const since = clock.trueTime();
      scene.cause = { kind: 'service', syncId: sync.id, since, calledAt: null, timeZone };
      if (!history.endedBefore.has(sync.id)) history.endedBefore.set(sync.id, [...history.ended.keys()]);
      history.trace.push(`${clock.trueTime()} #${sync.number} ${sync.status}`);
    },
  });
}

/** `LEARNER_FIELDS` and `ENROLLMENT_FIELDS`. */
function columnsOf({ city, teacher }: WantedColumns): UploadColumns {
  return {
    learnerFields: city === 'unwanted' ? [] : [{ name: '城市', fillOnlyIfEmpty: city === 'fill_empty' }],
    enrollmentFields: teacher === 'unwanted' ? [] : [{ name: '讲师', keepUpToDate: teacher === 'kept' }],
    extraAliases: {},
  };
}

function storeKillsIn(script: () => Script): StoreKills {
  const isDue = (moment: 'before' | 'after') => {
    const { calamities, storeCalls } = script();
    return calamities.some(
      (one) => one.kind === 'kill_at_store' && one.moment === moment && one.at === storeCalls,
    );
  };
  return {
    before: () => isDue('before'),
    after() {
      const due = isDue('after');
      script().storeCalls += 1;
      return due;
    },
  };
}
