import type { Pool } from 'pg';
import {
  type IRateLimiterOptions,
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
} from 'rate-limiter-flexible';

/** Counts in the table `limits`; while the server is away, each process counts for itself. */
export function createSharedLimiter(pool: Pool): (rule: IRateLimiterOptions) => RateLimiterAbstract {
  return (rule) =>
    new RateLimiterPostgres({
      ...rule,
      storeClient: pool,
      storeType: 'pool',
      tableName: 'limits',
      tableCreated: true,
      insuranceLimiter: new RateLimiterMemory(rule),
    });
}
