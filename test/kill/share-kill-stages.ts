import { join } from 'node:path';
import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import { compileSources } from '../store/compiled-sources.ts';
import { type KillPoint, killPointsOf } from './kill-points.ts';
import { type KillStage, openKillStage, type Performance } from './kill-stage.ts';

/** A few stages for all the tests of a file, which wait until one is free. */
export interface KillStages {
  /** As `KillStage.play`, on whichever stage is free. */
  play: KillStage['play'];
  undisturbed(policy: EnrollmentPolicy): Promise<Performance & { points: KillPoint[] }>;
  close(): Promise<void>;
}

/** @param atOnce each stage keeps about one process busy */
export async function shareKillStages(atOnce: number): Promise<KillStages> {
  const compiled = await compileSources('test/kill');
  const program = join(compiled.folder, 'test/kill/kill-program.js');
  const stages = await Promise.all(Array.from({ length: atOnce }, () => openKillStage(program)));
  const free = [...stages];
  const waiting: ((stage: KillStage) => void)[] = [];

  const play: KillStage['play'] = async (policy, points) => {
    const stage = free.pop() ?? (await new Promise<KillStage>((resolve) => waiting.push(resolve)));
    try {
      return await stage.play(policy, points);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(stage);
      else next(stage);
    }
  };
  return {
    play,
    async undisturbed(policy) {
      const performance = await play(policy, []);
      return { ...performance, points: killPointsOf(performance) };
    },
    async close() {
      await Promise.all(stages.map((stage) => stage.close()));
      await compiled.remove();
    },
  };
}
