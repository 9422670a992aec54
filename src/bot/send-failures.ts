import type { SyncRecord } from '../sync/sync-record.ts';
import { isFinal } from '../sync/sync-record.ts';
import type { BotDeps } from './bot-deps.ts';
import { sendWithRetry } from './send-with-retry.ts';
import type { ToastReason } from './toast-reason.ts';

/**
 * Sends the failed rows of a sync to the person who wants them, in private: they hold personal data. Pressed twice within
 * an hour, it sends once.
 */
export async function sendFailures(deps: BotDeps, openId: string, sync: SyncRecord): Promise<ToastReason> {
  const { syncs, chat, background } = deps;
  if (!isFinal(sync)) return { kind: 'refused', why: { kind: 'still_running', number: sync.number } };
  if ((sync.summary?.rowsFailed ?? 0) === 0) return { kind: 'no_failures' };
  const report = await syncs.readReport(sync.id);
  if (report === null || !(await syncs.hasFile(sync.fileId))) {
    return { kind: 'refused', why: { kind: 'file_deleted' } };
  }
  background.start('sending failed rows', async () => {
    const file = await deps.spreadsheet('failures', sync);
    await sendWithRetry(deps, () => chat.sendFile(openId, file, `failures:${sync.id}:${openId}`));
  });
  return { kind: 'failures_sent' };
}
