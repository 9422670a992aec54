import type { Logger } from '../log.ts';
import type { RawTable } from '../roster/read/read-raw-tables.ts';
import type { Clock } from '../sync/clock.ts';
import type { SubmitDeps } from '../sync/queue/submit-sync.ts';
import type { RowFailure } from '../sync/sync-report.ts';
import type { Background } from './background.ts';
import type { AllowedPeople } from './is-allowed.ts';
import type { BotStore, Chat, SentFile, Toast } from './ports.ts';
import type { ToastReason } from './toast-reason.ts';

/** What handling chat events takes. */
export interface BotDeps extends SubmitDeps {
  bot: BotStore;
  chat: Chat;
  allowed: AllowedPeople;
  /** For what Feishu is asked after the event was answered. */
  background: Background;
  toastOf(reason: ToastReason): Toast;
  /** The failed rows of a roster, to be corrected and sent back; `raw` is null if the roster cannot be read any more. */
  failuresFile(fileName: string, raw: RawTable[] | null, failures: readonly RowFailure[]): SentFile;
  /** `ROSTER_COLUMNS`: with them a file is read again, to hand its failed rows back, if its upload has none of its own. */
  extraAliases: Readonly<Record<string, readonly string[]>>;
  clock: Clock;
  log: Logger;
}
