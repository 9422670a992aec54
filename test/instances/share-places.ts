import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import { takeTurns } from '../support/take-turns.ts';
import { openPlace } from './place.ts';
import { type Disturbance, runShared, type SharedRun } from './shared-sync.ts';

/** As many places as tests of a file run at once. */
export interface Places {
  /** As `runShared`, in whichever place is free. */
  run(policy: EnrollmentPolicy, disturbance: Disturbance | null): Promise<SharedRun>;
  close(): Promise<void>;
}

/** @param atOnce each keeps two services, a stand-in Feishu and a database server */
export async function sharePlaces(atOnce: number): Promise<Places> {
  const places = await Promise.all(Array.from({ length: atOnce }, openPlace));
  const withFree = takeTurns(places);
  return {
    run: (policy, disturbance) => withFree((place) => runShared(place, policy, disturbance)),
    async close() {
      await Promise.all(places.map((place) => place.close()));
    },
  };
}
