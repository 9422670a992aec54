import type { Context } from 'koa';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
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

/** Counters of one application, in memory: they are about minutes, so that a restart may forget them. */
export function createLimits(): Limits {
  return {
    passwords: limit(10, 5 * 60),
    passwordsOfPeer: limit(100, 5 * 60),
    logins: limit(30, 5 * 60),
    uploads: limit(200, 60),
    forgedEvents: limit(60, 60),
  };
}

function limit(points: number, duration: number): Limit {
  const limiter = new RateLimiterMemory({ points, duration });
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
