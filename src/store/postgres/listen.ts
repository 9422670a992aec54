import pg from 'pg';
import { clientSettings } from './client-settings.ts';

/** What the trigger of the table says; `migrations/0001-initial.ts` makes it. */
const channel = 'syncs_changed';

export interface Listener {
  /** Passes so long (ms), or until a sync is added or changed. While the server cannot tell, the time passes. */
  untilChanged(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Listens from the first wait on, through a connection of its own: https://www.postgresql.org/docs/current/sql-listen.html */
export function createListener(databaseUrl: string): Listener {
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const end of waiting) end();
  };
  let listening: Promise<pg.Client | null> | null = null;
  const listen = async (): Promise<pg.Client | null> => {
    const client = new pg.Client(clientSettings(databaseUrl));
    const again = () => {
      listening = null;
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', wake);
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      return client;
    } catch {
      await client.end().catch(() => {});
      return null;
    }
  };
  return {
    untilChanged(ms) {
      listening ??= listen();
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          waiting.delete(end);
          resolve();
        };
        const timer = setTimeout(end, ms);
        waiting.add(end);
      });
    },
    async close() {
      wake();
      await (await listening)?.end().catch(() => {});
    },
  };
}
