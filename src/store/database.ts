import type { Kysely } from 'kysely';
import type { IRateLimiterOptions, RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Dialect } from './dialect.ts';

/** An open database, whichever it is, and the locks that come with it. */
export interface Database<Schema> {
  db: Kysely<Schema>;
  dialect: Dialect;
  /** Several services, perhaps of several Bases, may work through it. */
  isShared: boolean;
  /** The right to work on a Base; null if somebody else has it. */
  holdWorker(baseToken: string): Promise<HeldDatabase<Schema> | null>;
  /** The right to keep cards up to date; null if somebody else has it. */
  holdCards(): Promise<HeldDatabase<Schema> | null>;
  /** Counts for all who work through it; null: each process counts for itself. */
  sharedLimiter: ((rule: IRateLimiterOptions) => RateLimiterAbstract) | null;
  /** Passes so long (ms), or until a sync is added or changed, where the database can tell. */
  untilChanged(ms: number): Promise<void>;
  /** Takes what has been deleted off the disk; false if it could not be done now. */
  cleanUp(): boolean | Promise<boolean>;
  /** Room that the data take on disk. */
  sizeBytes(): number | Promise<number>;
  /** Ends the locks too, if this handle holds them. */
  close(): Promise<void>;
}

/** A lock, and the database as its holder works on it. */
export interface HeldDatabase<Schema> {
  db: Kysely<Schema>;
  /** Fires when the lock is lost before its release. */
  lost: AbortSignal;
  release(): Promise<void>;
}
