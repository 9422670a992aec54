import pg, { type PoolConfig } from 'pg';
import { clientSettings } from './client-settings.ts';

/**
 * Connections that are shared. The server may end any of them at any time: whoever asks something through it is told by
 * what was asked, and the pool forgets it.
 * @param onIdleEnd told of the end of one that nobody uses
 */
export function openPool(
  databaseUrl: string,
  settings: Pick<PoolConfig, 'max'>,
  onIdleEnd: (err: Error) => void,
): pg.Pool {
  const pool = new pg.Pool({ ...clientSettings(databaseUrl), ...settings });
  pool.on('error', onIdleEnd);
  // The pool listens only to those that nobody uses; unheard, an error would end the process.
  // https://node-postgres.com/apis/pool#events
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
