import type { Base, PreparedWrite, WriteOutcome, WriteRows } from '../../../src/sync/ports.ts';
import type { SyncDeps } from '../../../src/sync/run/run.ts';

/** The same core over another Base. */
export function withBase(deps: SyncDeps, wrap: (base: Base) => Partial<Base>): SyncDeps {
  return {
    ...deps,
    openBase: (...opening) => {
      const base = deps.openBase(...opening);
      return { ...base, ...wrap(base) };
    },
  };
}

/** The same core over a Base that sends in another way. */
export function withSend(
  deps: SyncDeps,
  send: (write: PreparedWrite, clientToken: string, rows: WriteRows) => Promise<WriteOutcome>,
): SyncDeps {
  return withBase(deps, (base) => ({
    prepareWrite: async (rows, decidedAt) => {
      const write = await base.prepareWrite(rows, decidedAt);
      return { send: (clientToken) => send(write, clientToken, rows) };
    },
  }));
}

export function withJournal(deps: SyncDeps, changed: Partial<SyncDeps['journal']>): SyncDeps {
  return { ...deps, journal: merged(deps.journal, changed) };
}

export function withSyncs(deps: SyncDeps, changed: Partial<SyncDeps['syncs']>): SyncDeps {
  return { ...deps, syncs: merged(deps.syncs, changed) };
}

/** Ports can be proxies, which a spread would not see through. */
function merged<Port extends object>(port: Port, changed: Partial<Port>): Port {
  return new Proxy(port, {
    get: (target, name) => Reflect.get(name in changed ? changed : target, name) as unknown,
  });
}
