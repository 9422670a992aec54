import type { Store } from '../../src/store/open-store.ts';
import type { SubmitDeps } from '../../src/sync/queue/submit-sync.ts';
import { nothingLearned } from '../../src/sync/run/run.ts';
import type { UploadPolicies } from '../../src/sync/upload-rules.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { type Cause, eventsOf } from './feishu/audit.ts';
import { createLateCalls, type LateCalls } from './feishu/late-calls.ts';
import { createPlatform, type Platform } from './feishu/platform.ts';
import { type History, newHistory } from './history.ts';
import { typeHeldRows } from './people/held-rows.ts';
import type { PlantedBug } from './planted/planted-bug.ts';
import { createRandom, type Random } from './random.ts';
import { createScript, type Script } from './script.ts';
import { type Service, target } from './service/service.ts';
import type { World } from './world/world.ts';

/** Where a world takes place: Feishu, one machine with its clock and its data folder, and the process that works. */
export interface Scene {
  world: World;
  history: History;
  clock: FakeClock;
  random: Random;
  platform: Platform;
  late: LateCalls;
  /** Who is changing the Base now. */
  cause: Cause;
  /** What is going to happen in the present work. */
  script: Script;
  store: Store;
  requests: SubmitDeps;
  policies: UploadPolicies;
  /** The process that works; null while there is none. */
  worker: Service | null;
  /** A sync has read the tables in the present zone of the Base: only then can anybody notice that it is changed. */
  zoneKnown: boolean;
  bug: PlantedBug | null;
}

/** When people typed what a Base holds in the beginning. */
const longBeforeMs = 40 * 86_400_000;

export async function openScene(world: World, store: Store, bug: PlantedBug | null): Promise<Scene> {
  const history = newHistory(world);
  const clock = createFakeClock();
  const random = createRandom(world.seed);
  const late = createLateCalls();
  let cause: Cause = { kind: 'person', timeZone: 'Asia/Shanghai' };
  let typedAt: number | null = clock.trueTime() - longBeforeMs;
  const platform = createPlatform({
    settings: world.platform,
    now: () => late.time() ?? typedAt ?? clock.trueTime(),
    random,
    onCommit: (changes) =>
      void history.events.push(...eventsOf(changes, platform.context.store.state, cause)),
  });
  typeHeldRows(platform, world.held);
  typedAt = null;
  if (world.platform.dateHeader === 'shown') clock.jump(world.clockSkewMs);
  await store.syncs.saveLearnedAboutBase(target, { ...nothingLearned, batchSize: world.batchSize });
  const scene: Scene = {
    ...{ world, history, clock, random, platform, late, store, bug },
    get cause() {
      return cause;
    },
    set cause(next: Cause) {
      cause = next;
    },
    script: createScript([]),
    requests: {
      syncs: store.syncs,
      newId: random.uuid,
      now: () => new Date(clock.now()),
      target,
      get policies() {
        return scene.policies;
      },
    },
    policies: world.policies,
    worker: null,
    zoneKnown: false,
  };
  return scene;
}

/** Nobody works any more. */
export async function closeScene(scene: Scene): Promise<void> {
  await scene.worker?.end();
}
