import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the pictures stay for people to look at, outside the project; each run replaces those of the last one. */
export function picturesFolder({ SCREENSHOTS }: NodeJS.ProcessEnv): string {
  return SCREENSHOTS || join(tmpdir(), 'nvc-learner-sync-screenshots');
}
