import { type QueueView, viewQueue, withQueue } from '../sync/queue/queue-view.ts';
import type { ReportStart } from '../sync/report-start.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import type { AppDeps } from './app-deps.ts';
import { type SyncJson, syncJson } from './sync-json.ts';

export type ViewDeps = Pick<AppDeps, 'syncs' | 'target' | 'sandbox' | 'baseUrl' | 'now'>;

/** A sync with its failed rows, once it has any. */
export async function viewSync(deps: ViewDeps, sync: SyncRecord): Promise<SyncJson> {
  const report = sync.finishedAt === null ? null : await deps.syncs.readReportStart(sync.id);
  const queue = await viewQueue(deps, sync, deps.now().getTime());
  return view(deps, sync, queue, report);
}

/** Syncs without their failed rows, for lists. */
export async function summarizeSyncs(deps: ViewDeps, syncs: readonly SyncRecord[]): Promise<SyncJson[]> {
  const listed = await withQueue(deps, syncs, deps.now().getTime());
  return Promise.all(listed.map(({ sync, queue }) => view(deps, sync, queue, null)));
}

async function view(
  { syncs, sandbox, baseUrl }: ViewDeps,
  sync: SyncRecord,
  queue: QueueView,
  report: ReportStart | null,
): Promise<SyncJson> {
  const about = sync.undoes === null ? null : await syncs.get(sync.undoes);
  const aboutNumber = about?.number ?? null;
  return syncJson(sync, { report, queue, aboutNumber, sandbox, baseUrl, channel: 'page' });
}
