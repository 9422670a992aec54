import { Connection } from '../../src/store/sqlite/connection.ts';

/** Around one commit, counted from 0. What it has written is on disk only after it. */
export interface CommitKill {
  number: number;
  moment: 'before' | 'after';
}

/** Counts the commits of this process and ends it around one of them. */
export interface CommitWatch {
  /** Counts anew. @returns what is committed from now on, by the last thing each commit wrote */
  begin(kill: CommitKill | null): readonly string[];
}

/** A new database turns to its write-ahead log outside of any transaction. */
const commits = /^(?:commit|pragma journal_mode)/;
const writes = /^(?:insert into|update|delete from|create (?:table|index)(?: if not exists)?) "?\w+"?/;

/** Watches every database that the process opens. It ends as in a loss of power: no handler runs, nothing is closed. */
export function watchCommits(): CommitWatch {
  let committed: string[] = [];
  let kill: CommitKill | null = null;
  let written = '';
  const killAt = (moment: CommitKill['moment']) => {
    if (kill?.moment === moment && kill.number === committed.length) process.kill(process.pid, 'SIGKILL');
  };
  watch('prepare', (sql, prepare) => {
    written = writes.exec(sql.trim())?.[0] ?? written;
    return prepare();
  });
  watch('exec', (sql, exec) => {
    if (!commits.test(sql)) return exec();
    killAt('before');
    const result = exec();
    killAt('after');
    committed.push(sql === 'commit' ? written : sql);
    return result;
  });
  return {
    begin(next) {
      kill = next;
      committed = [];
      return committed;
    },
  };
}

/** Whoever executes SQL passes here. */
function watch(method: 'prepare' | 'exec', see: (sql: string, execute: () => unknown) => unknown): void {
  const original: (...args: never[]) => unknown = Connection.prototype[method];
  Object.defineProperty(Connection.prototype, method, {
    value(this: unknown, sql: string) {
      return see(sql, () => Reflect.apply(original, this, [sql]));
    },
  });
}
