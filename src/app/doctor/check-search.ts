import { randomUUID } from 'node:crypto';
import { findsProbe, removeProbe, writeProbe } from '../../feishu/admin/probe-record.ts';
import type { BaseTable } from '../../feishu/records/base-table.ts';
import type { Clock } from '../../sync/clock.ts';
import * as say from '../../wording/doctor/feishu-findings.ts';
import type { Check } from './check.ts';
import { bad, good, type Saying, skipped } from './finding.ts';

const longestLagMs = 15_000;
const lookEveryMs = 500;

/** Whether search shows what was written: with a record that belongs to nobody, if somebody has asked for that. */
export function checkSearch(mayWrite: boolean): Check {
  return {
    name: 'search',
    async run({ tables, patient, clock }) {
      if (!mayWrite) return [skipped(say.searchNotTried)];
      const learners = { ...(await tables()).learners, calls: patient };
      return trySearch(learners, clock);
    },
  };
}

async function trySearch(learners: BaseTable, clock: Clock): Promise<Saying[]> {
  const userId = `检查-${randomUUID()}`;
  const recordId = await writeProbe(learners, userId, randomUUID());
  const writtenAt = clock.monotonic();
  const saying = await look(learners, userId, clock, writtenAt).catch((thrown: unknown) => ({ thrown }));
  const removed = await removeProbe(learners, recordId).then(
    () => true,
    () => false,
  );
  if (!removed) return [bad('probe_left', say.probeLeft(recordId))];
  if ('thrown' in saying) throw saying.thrown;
  return [saying];
}

async function look(learners: BaseTable, userId: string, clock: Clock, since: number): Promise<Saying> {
  for (;;) {
    const found = await findsProbe(learners, userId);
    const passedMs = clock.monotonic() - since;
    if (found) return good(say.searchSees(passedMs));
    if (passedMs >= longestLagMs) return bad('search_blind', say.searchBlind(longestLagMs / 1_000));
    await clock.sleep(lookEveryMs);
  }
}
