import { AppError, toAppError } from '../../errors.ts';
import { mayAct } from '../../feishu/admin/document-permissions.ts';
import type { FeishuOutcome } from '../feishu-health.ts';
import type { SyncFacts } from './sync-facts.ts';

/**
 * The first thing that keeps every sync from its work now. Never rejects, and waits for nothing that may pass.
 * @param depth `credentials`: one call, which says whether the app's id and secret are taken; `all`: also whether the
 *   Base and the tables are there and fit, and the app may edit; six calls with that one, seven in a wiki
 */
export async function findObstacle(facts: SyncFacts, depth: 'credentials' | 'all'): Promise<FeishuOutcome> {
  try {
    await facts.signIn();
    if (depth === 'all') await askForTheRest(facts);
    return { kind: 'ok' };
  } catch (thrown) {
    const { code, details } = toAppError(thrown);
    return { kind: 'failed', code, details };
  }
}

async function askForTheRest({ base, tables }: SyncFacts): Promise<void> {
  await tables();
  if (!(await mayAct(await base(), 'edit'))) throw new AppError('no_write_permission');
}
