import type { Middleware } from 'koa';
import type { MakeSpreadsheet } from '../bot/ports.ts';
import type { Logger } from '../log.ts';
import type { SubmitDeps } from '../sync/queue/submit-sync.ts';
import type { AccessRule } from './access/access-rule.ts';
import type { SharedLimiter } from './access/limits.ts';
import type { CheckedConnection } from './check-route.ts';
import type { Metrics } from './metrics/create-metrics.ts';
import type { ServiceHealth } from './service-health.ts';

/** What the web application is given. */
export interface AppDeps extends SubmitDeps {
  access: AccessRule;
  /** null where no other instance can be asked. */
  sharedLimiter: SharedLimiter | null;
  /** `PUBLIC_URL`, the origin under which a proxy serves us; null: there is no proxy. */
  publicUrl: string | null;
  log: Logger;
  /** Of this program. */
  version: string;
  health(): ServiceHealth;
  metrics: Pick<Metrics, 'contentType' | 'text'>;
  /** Feishu is only a stand-in, which every page and answer says. */
  sandbox: boolean;
  /** The pages of the stand-in under `/sandbox`. */
  sandboxPages: Middleware | null;
  /** What the page says about the bot, such as that it is off. */
  botNotice: string | null;
  /** The quick part of doctor. */
  checkConnection(): Promise<CheckedConnection>;
  /** null: the bot is off, or gets its events over a long connection. */
  receiveEvent: ReceiveEvent | null;
  /** `ROSTER_COLUMNS`: with them a file is read again, to hand its failed rows back, if its upload has none of its own. */
  extraAliases: Readonly<Record<string, readonly string[]>>;
  spreadsheet: MakeSpreadsheet;
}

/** Takes an event as it came and says what to answer. It verifies the sender itself. Header names in lower case. */
export type ReceiveEvent = (
  rawBody: Uint8Array,
  headers: Readonly<Record<string, string | undefined>>,
) => Promise<{ status: number; body: unknown }>;
