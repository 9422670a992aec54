import type { HeldDatabase } from '../database.ts';
import { connectForLock, type LockAttempt } from './held-connection.ts';

/** The locks of one process, each with a connection of its own. */
export interface Locks<Schema> {
  /** As `LockAttempt`. */
  tryHold(name: string): Promise<HeldDatabase<Schema> | null>;
  /** Releases all of them. */
  close(): Promise<void>;
}

/** Whoever waits for a lock asks again and again: its connection is kept from one attempt to the next. */
export function createLocks<Schema>(databaseUrl: string): Locks<Schema> {
  const waiting = new Map<string, LockAttempt<Schema>>();
  const held = new Set<HeldDatabase<Schema>>();
  return {
    async tryHold(name) {
      const attempt = waiting.get(name) ?? (await connectForLock<Schema>(databaseUrl));
      // Nobody else tries by it meanwhile, nor after it has failed.
      waiting.delete(name);
      const connection = await attempt.tryHold(name);
      if (connection === null) {
        await waiting.get(name)?.end();
        waiting.set(name, attempt);
        return null;
      }
      held.add(connection);
      const release = async () => {
        held.delete(connection);
        await connection.release();
      };
      return { ...connection, release };
    },
    async close() {
      await Promise.all([...held].map(({ release }) => release()));
      await Promise.all([...waiting.values()].map((attempt) => attempt.end()));
    },
  };
}
