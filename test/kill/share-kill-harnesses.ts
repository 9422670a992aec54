import { join } from 'node:path';
import { compileSources } from '../store/compiled-sources.ts';
import { takeTurns } from '../support/take-turns.ts';
import { type KillHarness, type KillRun, openKillHarness, type Scenario } from './kill-harness.ts';
import { type KillPoint, killPointsOf } from './kill-points.ts';

/** As many harnesses as tests of a file run at once. */
export interface KillHarnesses {
  /** As `KillHarness.run`, on whichever harness is free. */
  run: KillHarness['run'];
  undisturbed(scenario: Scenario): Promise<KillRun & { points: KillPoint[] }>;
  close(): Promise<void>;
}

/** @param atOnce each harness keeps about one process busy */
export async function shareKillHarnesses(atOnce: number): Promise<KillHarnesses> {
  const compiled = await compileSources('test/kill');
  const program = join(compiled.folder, 'test/kill/kill-program.js');
  const harnesses = await Promise.all(Array.from({ length: atOnce }, () => openKillHarness(program)));
  const withFree = takeTurns(harnesses);

  const run: KillHarness['run'] = (scenario, points) => withFree((harness) => harness.run(scenario, points));
  return {
    run,
    async undisturbed(scenario) {
      const ended = await run(scenario, []);
      return { ...ended, points: killPointsOf(ended) };
    },
    async close() {
      await Promise.all(harnesses.map((harness) => harness.close()));
      await compiled.remove();
    },
  };
}
