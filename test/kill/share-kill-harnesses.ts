import { join } from 'node:path';
import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import { compileSources } from '../store/compiled-sources.ts';
import { type KillPoint, killPointsOf } from './kill-points.ts';
import { type KillStage, openKillStage, type Performance } from './kill-stage.ts';

/** As many stages as tests of a file run at once. */
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

  const play: KillStage['play'] = async (policy, points) => {
    const stage = free.pop();
    if (stage === undefined) throw new Error('more tests at once than stages');
    try {
      return await stage.play(policy, points);
    } finally {
      free.push(stage);
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
