import type { Base, PreparedWrite } from '../../src/sync/ports.ts';
import type { SyncDeps } from '../../src/sync/run/run.ts';
import type { SyncHarness } from './sync-harness.ts';

/** The process ends here: whatever it calls from now on, nothing happens any more. */
class Killed extends Error {}

/** Counts every call to a port; from call `at` on the process is gone, with or without that call's effect. */
export interface Killer {
  calls: number;
  wrap<Port extends object>(port: Port): Port;
}

export function createKiller(at: number, effect: 'before' | 'after'): Killer {
  const killer: Killer = {
    calls: 0,
    wrap: (port) =>
      new Proxy(port, {
        get(owner, name) {
          const method: unknown = Reflect.get(owner, name);
          if (typeof method !== 'function' || isNoCall(name)) return method;
          return async (...args: unknown[]) => {
            const call = killer.calls;
            killer.calls += 1;
            if (call > at || (call === at && effect === 'before')) throw new Killed();
            const result: unknown = await method.apply(owner, args);
            if (call === at) throw new Killed();
            return isPreparedWrite(result) ? killer.wrap(result) : result;
          };
        },
      }),
  };
  return killer;
}

const noCalls: ReadonlySet<string | symbol> = new Set([
  'learned',
  'serverTime',
  'lookAhead',
  'expectLearners',
  'allChanges',
]);

/** What only tells what is known already, or rows one by one. */
function isNoCall(name: string | symbol): boolean {
  return noCalls.has(name);
}

function isPreparedWrite(result: unknown): result is PreparedWrite {
  return typeof result === 'object' && result !== null && 'send' in result;
}

export function withKiller({ deps }: SyncHarness, killer: Killer): SyncDeps {
  return {
    ...deps,
    syncs: killer.wrap(deps.syncs),
    journal: killer.wrap(deps.journal),
    openBase: (...opening) => killer.wrap<Base>(deps.openBase(...opening)),
  };
}
