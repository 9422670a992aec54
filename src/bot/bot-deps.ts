import type { Logger } from '../log.ts';
import type { Clock } from '../sync/clock.ts';
import type { SubmitDeps } from '../sync/queue/submit-sync.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import type { Background } from './background.ts';
import type { AllowedPeople } from './is-allowed.ts';
import type { BotStore, Chat, SentFile, SpreadsheetKind, Toast } from './ports.ts';
import type { ToastReason } from './toast-reason.ts';

/** What handling chat events takes. */
export interface BotDeps extends SubmitDeps {
  bot: BotStore;
  chat: Chat;
  allowed: AllowedPeople;
  /** For what Feishu is asked after the event was answered. */
  background: Background;
  toastOf(reason: ToastReason): Toast;
  /** What a sync does, or its failed rows, as a file to be sent. */
  spreadsheet(kind: SpreadsheetKind, sync: SyncRecord): Promise<SentFile>;
  /** `PUBLIC_URL`; null: people cannot open the page from chat. */
  pageUrl: string | null;
  clock: Clock;
  log: Logger;
}
