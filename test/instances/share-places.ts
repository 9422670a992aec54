import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import { takeTurns } from '../support/take-turns.ts';
import { openPlace } from './place.ts';
import { type Disturbance, runShared, type SharedRun } from './shared-sync.ts';

/** As many places as tests of a file run at once. */
export interface Places {
  /** As `runShared`, in whichever place is free. */
  run(policy: EnrollmentPolicy, disturbance: Disturbance | null): Promise<SharedRun>;
  /** What the others are compared with. Made before the tests are known, when no hook would close the places if it fails. */
  runUndisturbed(policy: EnrollmentPolicy): Promise<SharedRun>;
  close(): Promise<void>;
}

/** @param atOnce each keeps two services, a stand-in Feishu and a database server */
export async function sharePlaces(atOnce: number): Promise<Places> {
  const places = await Promise.all(Array.from({ length: atOnce }, openPlace));
  const withFree = takeTurns(places);
  const run: Places['run'] = (policy, disturbance) =>
    withFree((place) => runShared(place, policy, disturbance));
  const close = async () => {
    await Promise.all(places.map((place) => place.close()));
  };
  return {
    run,
    close,
    runUndisturbed: (policy) =>
      run(policy, null).catch(async (thrown) => {
        await close();
        throw thrown;
      }),
  };
}
