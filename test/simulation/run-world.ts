import type { Store } from '../../src/store/open-store.ts';
import { isFinal, type SyncRecord, waitOf } from '../../src/sync/sync-record.ts';
import type { EndedSync, History } from './history.ts';
import { act, answer, rerun } from './people/act.ts';
import type { PlantedBug } from './planted/planted-bug.ts';
import { closeScene, openScene, type Scene } from './scene.ts';
import { work } from './work.ts';
import type { Step, World } from './world/world.ts';

/** Rounds after the last fault in which everything has to end. */
const mostRounds = 80;
/** After so long nothing is late any more, and nothing in doubt. */
const quietMs = 30 * 60_000;
/** After anything else no sync can have ended. */
const mayEnd: ReadonlySet<Step['kind']> = new Set(['work', 'cancel', 'answer', 'maintenance']);

/** Lets a world go its way to the end, and after that, without faults, until every sync has ended. */
export async function runWorld(world: World, store: Store, bug: PlantedBug | null): Promise<History> {
  const scene = await openScene(world, store, bug);
  try {
    for (const step of world.steps) {
      await take(scene, step);
      if (mayEnd.has(step.kind)) await noteEnded(scene);
    }
    await act(scene, { kind: 'mended' });
    await repeatUnfinished(scene, await finish(scene));
    await finish(scene);
    await act(scene, { kind: 'wait', ms: quietMs });
    scene.history.syncs = await readEnded(scene, await noteEnded(scene));
    return scene.history;
  } finally {
    await closeScene(scene);
  }
}

function take(scene: Scene, step: Step): Promise<void> {
  return step.kind === 'work' ? work(scene, step) : act(scene, step);
}

/** @returns all syncs, the oldest first, none of which is open any more */
async function finish(scene: Scene): Promise<SyncRecord[]> {
  for (let round = 0; round < mostRounds; round += 1) {
    await work(scene, { kind: 'work', calamities: [] });
    const syncs = await noteEnded(scene);
    const open = syncs.filter((sync) => !isFinal(sync));
    if (open.length === 0) return syncs;
    for (const sync of open) await help(scene, sync);
  }
  scene.history.oddities.push('a sync does not end');
  return noteEnded(scene);
}

/** Whoever is told that a sync has failed, or has canceled it, sends it again now that all is well. */
async function repeatUnfinished(scene: Scene, syncs: readonly SyncRecord[]): Promise<void> {
  scene.history.wellSince = syncs.length;
  for (const sync of syncs) {
    const { kind, status, dryRun } = sync;
    if (kind === 'sync' && !dryRun && (status === 'failed' || status === 'canceled'))
      await rerun(scene, sync, false);
  }
}

/** A person answers what is asked; time goes by until the next try. */
async function help(scene: Scene, sync: SyncRecord): Promise<void> {
  if (sync.status === 'needs_input') return answer(scene, sync, { course: 0, day: 0 });
  const wait = waitOf(sync);
  if (wait !== null) {
    const ms = Math.max(0, wait.nextTryAt - scene.clock.now());
    await act(scene, { kind: 'wait', ms });
  }
}

/**
 * Remembers what each sync said as it ended, and what people are asked.
 * @returns all syncs, the oldest first
 */
async function noteEnded({ store, history }: Scene): Promise<SyncRecord[]> {
  const syncs = (await store.syncs.list(1_000)).toReversed();
  for (const sync of syncs) {
    for (const { code } of sync.needs?.confirm ?? []) history.asked.add(code);
    if (isFinal(sync) && !history.ended.has(sync.id))
      history.ended.set(sync.id, { sync, report: await store.syncs.readReport(sync.id) });
  }
  return syncs;
}

function readEnded({ store }: Scene, syncs: readonly SyncRecord[]): Promise<EndedSync[]> {
  return Promise.all(syncs.map(async (sync) => ({ sync, report: await store.syncs.readReport(sync.id) })));
}
