import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { findPostgres, noPostgres } from './find-postgres.ts';
import { freePort } from './free-port.ts';

export interface PostgresServer {
  /** Of a database that is there from the start. */
  url: string;
  /** A new, empty database. @returns its URL */
  createDatabase(): Promise<string>;
  /** Whoever uses it is cut off. After a crash the server reads every database that is still there. */
  dropDatabase(url: string): Promise<void>;
  /** Ends it as an administrator would (`fast`), or as a crash would (`immediate`). */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
  /** Stops it and deletes the data. */
  remove(): Promise<void>;
}

/**
 * A server of its own, in a temporary folder, on a free port of this machine.
 * @param survives `crashes`: what it has acknowledged is on the disk; `nothing`: it is faster
 */
export async function startPostgres(survives: 'crashes' | 'nothing'): Promise<PostgresServer> {
  const programs = findPostgres();
  if (programs === null) throw new Error(noPostgres);
  const folder = await mkdtemp(join(tmpdir(), 'nvc-postgres-'));
  await chmod(folder, 0o777);
  const data = join(folder, 'data');
  const port = await freePort();
  await run(programs, 'initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale',
    'C',
  ]);
  const durability = survives === 'nothing' ? '-c fsync=off -c synchronous_commit=off' : '';
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=200 ${durability}`;
  const control = (...rest: string[]) => run(programs, 'pg_ctl', ['-D', data, '-w', '-s', ...rest]);
  const start = () => control('-o', options, '-l', join(folder, 'log'), 'start');
  const stop = (mode = 'fast') => control('-m', mode, 'stop');
  await start();
  const urlOf = (name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`;
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  let databases = 0;
  return {
    url: urlOf('postgres'),
    async createDatabase() {
      databases += 1;
      const name = `test_${databases}`;
      await ask(`create database ${name}`);
      return urlOf(name);
    },
    dropDatabase: (url) => ask(`drop database ${new URL(url).pathname.slice(1)} with (force)`),
    stop,
    start,
    async remove() {
      await stop('immediate').catch(() => {});
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server refuses to run as root; there it runs as the user that its package has made. */
async function run(programs: string, program: string, args: string[]): Promise<void> {
  const path = join(programs, program);
  const isRoot = userInfo().uid === 0;
  const [command, all] = isRoot ? ['runuser', ['-u', 'postgres', '--', path, ...args]] : [path, args];
  await promisify(execFile)(command, all);
}
