import { Interruption } from '../../../src/sync/interruption.ts';

/** Whether a process lives, and where it is going to die. What a dead process waits for never comes. */
export interface Life {
  /** Passed before and after each call of a port: never resolves once the process is dead. */
  pass(): Promise<void>;
  die(): void;
  isDead(): boolean;
  /** Resolves when it dies. */
  death: Promise<void>;
  /** Whether it has the lock, for all that it can know by itself. */
  lock: LockLife;
}

/** The lock of a process that was silent for too long goes to another; it notices when it next uses its stores. */
export interface LockLife {
  isLost(): boolean;
  /** Others have it by now. */
  lose(): void;
  /** It has acquired it, again perhaps. @returns fires when the process notices that it is lost */
  acquire(): AbortSignal;
  /** @throws Interruption as a connection does that is gone */
  use(): void;
}

function createLockLife(): LockLife {
  let lost = false;
  let noticed = new AbortController();
  return {
    isLost: () => lost,
    lose() {
      lost = true;
    },
    acquire() {
      lost = false;
      noticed = new AbortController();
      return noticed.signal;
    },
    use() {
      if (!lost) return;
      noticed.abort();
      throw new Interruption('shutdown');
    },
  };
}

export function createLife(): Life {
  let dead = false;
  let tell = () => {};
  const death = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return {
    pass: () => (dead ? new Promise(() => {}) : Promise.resolve()),
    die() {
      dead = true;
      tell();
    },
    isDead: () => dead,
    death,
    lock: createLockLife(),
  };
}

/** Whether the process dies around a call of a store, counted from 0 over all of its ports. */
export interface StoreKills {
  before(): boolean;
  after(): boolean;
}

/** The same port for a process that can die around each of its calls. */
export function mortal<Port extends object>(port: Port, life: Life, kills: StoreKills): Port {
  return new Proxy(port, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      // What is read piece by piece is no call.
      if (typeof value !== 'function' || name === 'allChanges') return value;
      return async (...given: unknown[]) => {
        if (kills.before()) life.die();
        await life.pass();
        const result: unknown = await Reflect.apply(value, target, given);
        if (kills.after()) life.die();
        await life.pass();
        return result;
      };
    },
  });
}

/** A store through which only the holder of the lock can do anything. */
export function heldBy<Port extends object>(port: Port, lock: LockLife): Port {
  return new Proxy(port, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function' || name === 'allChanges') return value;
      return async (...given: unknown[]) => {
        lock.use();
        return Reflect.apply(value, target, given) as unknown;
      };
    },
  });
}
