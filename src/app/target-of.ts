import { parseBaseReference } from '../feishu/base-url.ts';
import type { SyncTarget } from '../sync/sync-record.ts';
import type { Config } from './config.ts';

/** What a sync remembers of where it writes; the stand-in is one place, whatever port it has got today. */
export function targetOf(config: Config): SyncTarget {
  if (config.mode === 'sandbox') return { domain: 'sandbox', appId: '', baseToken: '', tables: '' };
  const { domain, appId, baseReference, learnerTable, enrollmentTable } = config.feishu;
  const baseToken = parseBaseReference(baseReference)?.token ?? baseReference;
  return { domain, appId, baseToken, tables: `${learnerTable}\n${enrollmentTable}` };
}
