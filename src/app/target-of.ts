import { parseBaseReference, wordFor } from '../feishu/base-url.ts';
import type { SyncTarget } from '../sync/sync-record.ts';
import type { Config } from './config.ts';

/** The stand-in is one place, whatever port it has got today. */
const sandboxTarget: SyncTarget = { domain: 'sandbox', appId: '', baseToken: '', tables: '' };

/** What a sync remembers of where it writes, in the spelling of the configuration. */
export function targetOf(config: Config): SyncTarget {
  if (config.mode === 'sandbox') return sandboxTarget;
  const { domain, appId, baseReference, learnerTable, enrollmentTable } = config.feishu;
  const reference = parseBaseReference(baseReference);
  return {
    domain,
    appId,
    baseToken: reference === null ? baseReference : wordFor(reference),
    tables: `${learnerTable}\n${enrollmentTable}`,
  };
}

/** As 0.1.0 spelled the same target: it did not say that a token is that of a wiki page. */
export function formerTargetOf(target: SyncTarget): SyncTarget {
  return { ...target, baseToken: target.baseToken.replace(/^wiki\//, '') };
}

/** Whether the target is the stand-in inside: there is nothing to ask Feishu about it. */
export function isSandbox({ domain }: SyncTarget): boolean {
  return domain === sandboxTarget.domain;
}
