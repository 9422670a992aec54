import type { SyncRecord } from '../sync/sync-record.ts';
import { isFinal } from '../sync/sync-record.ts';
import type { BotDeps } from './bot-deps.ts';
import { notOver } from './not-over.ts';
import type { SpreadsheetKind } from './ports.ts';
import { sendWithRetry } from './send-with-retry.ts';
import type { ToastReason } from './toast-reason.ts';

/**
 * Sends the failed rows of a sync to the person who wants them, in private: they hold personal data. Pressed twice within
 * an hour, it sends once.
 */
export async function sendFailures(deps: BotDeps, openId: string, sync: SyncRecord): Promise<ToastReason> {
  const { syncs } = deps;
  if (!isFinal(sync)) return { kind: 'refused', why: notOver(sync) };
  if ((sync.summary?.rowsFailed ?? 0) === 0) return { kind: 'no_failures' };
  if ((await syncs.hasFailures(sync.id)) === null || !(await syncs.hasFile(sync.fileId)))
    return { kind: 'refused', why: { kind: 'file_deleted' } };
  startSending(deps, openId, sync, 'failures');
  return { kind: 'failures_sent' };
}

/** The same of what the sync does to each row. */
export async function sendChanges(deps: BotDeps, openId: string, sync: SyncRecord): Promise<ToastReason> {
  if ((await deps.syncs.readChanges(sync.id, null, 1)) === null) return { kind: 'no_changes' };
  startSending(deps, openId, sync, 'changes');
  return { kind: 'changes_sent' };
}

/** What a sync does changes with its state, and so does the key: what was sent before does not stand for it. */
function startSending(
  { chat, background, spreadsheet, ...deps }: BotDeps,
  openId: string,
  sync: SyncRecord,
  kind: SpreadsheetKind,
): void {
  const key = `${kind}:${sync.id}:${sync.status}:${openId}`;
  background.start('sending a spreadsheet', async () => {
    const file = await spreadsheet(kind, sync);
    await sendWithRetry(deps, () => chat.sendFile(openId, file, key));
  });
}
