import type { Logger } from '../log.ts';
import type { Clock } from '../sync/clock.ts';
import type { SubmitDeps } from '../sync/queue/submit-sync.ts';
import type { RowFailure } from '../sync/report.ts';
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
  writeFailures(failed: FailedFile): Promise<SentFile>;
  clock: Clock;
  log: Logger;
}

/** The rows of a file that failed, to be written as a file that staff can correct and send back. */
export interface FailedFile {
  fileName: string;
  bytes: Uint8Array;
  failures: readonly RowFailure[];
}
