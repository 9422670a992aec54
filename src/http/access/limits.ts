import type { Context } from 'koa';
import {
  type IRateLimiterOptions,
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Client } from './client.ts';

/** How often one client may do something; each client is counted for itself, so that none can lock out another. */
export interface Limit {
  /** Counts one time. @returns seconds until it may be tried again; null if it is within the limit */
  take(client: string): Promise<number | null>;
  /** Does not count the last time after all. */
  refund(client: string): Promise<void>;
}

/** A limit, and whom to count. */
export interface ClientLimit {
  limit: Limit;
  clientOf: (ctx: Context) => Client;
}

export interface Limits {
  /** Attempts at the password that fail: enough for a person who mistypes, nothing for a machine that guesses. */
  passwords: Limit;
  /**
   * The same for each peer, wider, as many people may come by one proxy: a peer in a private network is believed whatever
   * clients it names, and could name a new one for each attempt.
   */
  passwordsOfPeer: Limit;
  /** Codes from Feishu that let nobody in. */
  logins: Limit;
  /** Files that are sent; fifty at once are no abuse. */
  uploads: Limit;
  /** Events that are not from Feishu. Genuine ones are not counted: there may be hundreds a second. */
  forgedEvents: Limit;
}

/** Counts for all instances that share a database; where it is away, for this process alone. */
export type SharedLimiter = (rule: IRateLimiterOptions) => RateLimiterAbstract;

const inMemory: SharedLimiter = (rule) => new RateLimiterMemory(rule);

/**
 * Counters of one application. They are about minutes, so that a restart may forget them.
 * @param shared counts what guesses a secret; null: there is only this process
 */
export function createLimits(shared: SharedLimiter | null): Limits {
  const guesses = shared ?? inMemory;
  return {
    passwords: limit(guesses({ keyPrefix: 'password', points: 10, duration: 5 * 60 })),
    passwordsOfPeer: limit(guesses({ keyPrefix: 'peer', points: 100, duration: 5 * 60 })),
    logins: limit(guesses({ keyPrefix: 'login', points: 30, duration: 5 * 60 })),
    uploads: limit(inMemory({ keyPrefix: 'upload', points: 200, duration: 60 })),
    forgedEvents: limit(inMemory({ keyPrefix: 'event', points: 60, duration: 60 })),
  };
}

function limit(limiter: RateLimiterAbstract): Limit {
  return {
    async take(client) {
      try {
        await limiter.consume(client);
        return null;
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      }
    },
    async refund(client) {
      await limiter.reward(client);
    },
  };
}
