import type { Middleware } from 'koa';
import type { Logger } from '../log.ts';
import type { SubmitDeps } from '../sync/submit-sync.ts';
import type { AccessRule } from './decide-access.ts';

/** What the web application is given. */
export interface AppDeps extends SubmitDeps {
  access: AccessRule;
  log: Logger;
  /** Feishu is only a stand-in: everything a person reads says so. */
  sandbox: boolean;
  /** The pages of the stand-in under `/sandbox`. */
  sandboxPages: Middleware | null;
  /** What the page says about the bot, such as that it is off. */
  botNotice: string | null;
  readRawRecords: ReadRawRecords;
}

/** The uncleaned cells of a roster file; null if it cannot be read. */
export type ReadRawRecords = (bytes: Uint8Array) => Promise<RawRecords | null>;

export interface RawRecords {
  header: readonly string[];
  /** Data rows only. `line` is where the record starts, as in every report. */
  records: readonly { line: number; cells: readonly string[] }[];
}
