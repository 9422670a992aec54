import { viewQueue } from '../sync/queue/queue-view.ts';
import type { ReportStart } from '../sync/report-start.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import type { AppDeps } from './app-deps.ts';
import { type SyncJson, syncJson } from './sync-json.ts';

export type ViewDeps = Pick<AppDeps, 'syncs' | 'target' | 'sandbox' | 'baseUrl' | 'now'>;

/** A sync with its failed rows, once it has any. */
export async function viewSync(deps: ViewDeps, sync: SyncRecord): Promise<SyncJson> {
  const report = sync.finishedAt === null ? null : await deps.syncs.readReportStart(sync.id);
  return view(deps, sync, report);
}

/** A sync without its failed rows, for lists. */
export function summarizeSync(deps: ViewDeps, sync: SyncRecord): Promise<SyncJson> {
  return view(deps, sync, null);
}

async function view(deps: ViewDeps, sync: SyncRecord, report: ReportStart | null): Promise<SyncJson> {
  const { syncs, sandbox, baseUrl } = deps;
  const queue = await viewQueue(deps, sync, deps.now().getTime());
  const about = sync.undoes === null ? null : await syncs.get(sync.undoes);
  const aboutNumber = about?.number ?? null;
  return syncJson(sync, { report, queue, aboutNumber, sandbox, baseUrl, channel: 'page' });
}
