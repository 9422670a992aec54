import type { AxiosAdapter } from 'axios';
import { seedIds } from '../../src/sandbox/state/seed-base.ts';
import { answerOf, sortOf } from './feishu/fault-answers.ts';
import type { PlatformRequest } from './feishu/platform.ts';
import { type CallFate, createTransport } from './feishu/transport.ts';
import { act } from './people/act.ts';
import type { Scene } from './scene.ts';
import { type CountedCall, countCall, createScript, isMeant } from './script.ts';
import { createLife, type Life } from './service/life.ts';
import { type Service, startService } from './service/service.ts';
import type { Calamity, Effect, Work } from './world/world.ts';

/** How long a call takes. */
const latencyMs = 120;
/** More calls than any of these worlds needs in one go: something repeats itself for ever. */
const mostCalls = 3_000;

/** A process works the queue off, while what is written in its script happens to it. */
export async function work(scene: Scene, { calamities }: Work): Promise<void> {
  scene.script = createScript(calamities);
  scene.history.trace.push(`${scene.clock.trueTime()} work`);
  const worker = scene.worker ?? start(scene);
  scene.worker = worker;
  const end = await Promise.race([
    worker.work(scene.script.stop.signal).then(
      () => 'done' as const,
      (thrown: unknown) => thrown,
    ),
    worker.life.death.then(() => 'killed' as const),
  ]);
  scene.running = null;
  if (end === 'done') return;
  if (end === 'killed') scene.history.counts.kills += 1;
  else scene.history.oddities.push(`the worker threw ${String(end)}`);
  await worker.end();
  scene.worker = null;
}

/** Another process that tries to work while one is at it; it must not get that far. */
async function rival(scene: Scene): Promise<void> {
  const { running, cause } = scene;
  const other = start(scene, async () => {
    scene.history.oddities.push('two processes worked at once');
    other.life.die();
    return other.life.pass().then(() => ({ answer: null, effect: { kind: 'never' } }));
  });
  await Promise.race([other.work(new AbortController().signal), other.life.death]);
  await other.end();
  Object.assign(scene, { running, cause });
}

/** @param begin what happens before each call; the script, if it is left out */
function start(scene: Scene, begin?: () => Promise<CallFate>): Service {
  const { clock, random, history } = scene;
  const life = createLife();
  const isDue = (moment: 'before' | 'after') =>
    scene.script.calamities.some(
      (calamity) =>
        calamity.kind === 'kill_at_store' &&
        calamity.moment === moment &&
        calamity.at === scene.script.storeCalls,
    );
  return startService({
    life,
    store: scene.store,
    adapter: plantIn(scene, transportOf(scene, life, begin)),
    clock,
    random: random.next,
    newUuid: random.uuid,
    policies: scene.policies,
    storeKills: {
      before: () => isDue('before'),
      after() {
        const due = isDue('after');
        scene.script.storeCalls += 1;
        return due;
      },
    },
    onRun(sync) {
      scene.running = sync;
      const { timeZone } = scene.platform.context.settings();
      scene.cause = { kind: 'service', syncId: sync.id, since: clock.trueTime(), timeZone };
      history.trace.push(`${clock.trueTime()} #${sync.number} ${sync.status}`);
    },
    bug: scene.bug,
  });
}

function plantIn({ bug }: Scene, adapter: AxiosAdapter): AxiosAdapter {
  return bug?.adapter?.(adapter) ?? adapter;
}

function transportOf(scene: Scene, life: Life, begin?: () => Promise<CallFate>): AxiosAdapter {
  const { clock, platform, late, history } = scene;
  let dying = false;
  const script = async (request: PlatformRequest): Promise<CallFate> => {
    await life.pass();
    const call = countCall(scene.script, isWrite(request));
    history.counts.calls += 1;
    const now = scene.script.calamities.filter((one) => 'call' in one && isMeant(one.call, call));
    for (const calamity of now) await happen(scene, calamity);
    clock.advance(latencyMs);
    late.runDue(clock.trueTime());
    const kill = now.find((calamity) => calamity.kind === 'kill');
    const tooMany = scene.script.calls > mostCalls;
    if (kill !== undefined || tooMany) dying = true;
    if (tooMany) history.oddities.push(`more than ${mostCalls} calls`);
    if (kill !== undefined) return { answer: null, effect: kill.effect };
    return faultAt(scene, request, call);
  };
  return createTransport({
    begin: begin ?? script,
    async end(request, outcome) {
      history.trace.push(`${clock.trueTime()} ${request.method} ${shortPath(request)} ${outcome}`);
      if (request.path.endsWith(`${seedIds.learnerTable}/records/search`)) scene.zoneKnown = true;
      if (dying) life.die();
      await life.pass();
    },
    handle: (request) => platform.handle(request),
    handleLater(request, ms) {
      const { cause } = scene;
      history.counts.late += 1;
      late.add(clock.trueTime() + ms, () => {
        const before = scene.cause;
        scene.cause = cause;
        history.trace.push(`${late.time()} late ${shortPath(request)} ${platform.handle(request).status}`);
        scene.cause = before;
      });
    },
    sleep: (ms) => clock.sleep(ms),
    date: () => new Date(clock.trueTime()).toUTCString(),
  });
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
  }
}

function faultAt(scene: Scene, request: PlatformRequest, call: CountedCall): CallFate {
  const calamity = scene.script.calamities.find(
    (one) => one.kind === 'fault' && isMeant(one.call, call, one.times),
  );
  if (calamity?.kind !== 'fault') return { answer: null, effect: { kind: 'done' } };
  scene.history.counts.faults += 1;
  return { answer: answerOf(calamity.fault), effect: possibleEffect(scene, request, calamity) };
}

/** What a fault may have left behind, by what it says; see "What the worlds leave out" in docs/simulation.md. */
function possibleEffect(
  { world }: Scene,
  { path }: PlatformRequest,
  { fault, effect }: Extract<Calamity, { kind: 'fault' }>,
): Effect {
  if (fault === 'cut') return { kind: 'done' };
  switch (sortOf(fault)) {
    case 'refused':
      return { kind: 'never' };
    case 'silent':
      return effect;
    case 'answered': {
      const isBlind = world.platform.replay === 'forgotten' && longestLag(world.platform.searchLagMs) > 0;
      if (isBlind && path.endsWith('/batch_create')) return { kind: 'never' };
      return effect.kind === 'late' ? { kind: 'done' } : effect;
    }
  }
}

function longestLag(lag: Scene['world']['platform']['searchLagMs']): number {
  return typeof lag === 'number' ? lag : Math.max(0, ...(lag ?? []));
}

function isWrite({ path }: PlatformRequest): boolean {
  return /\/batch_(?:create|update|delete)$/.test(path);
}

function shortPath({ path }: PlatformRequest): string {
  return path.replace(/^\/open-apis\/(?:bitable\/v1\/apps\/[^/]+|auth\/v3)/, '');
}
