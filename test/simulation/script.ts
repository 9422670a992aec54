import type { Calamity, CallNumber } from './world/world.ts';

/** What is going to happen in one work, and how far it is. */
export interface Script {
  calamities: readonly Calamity[];
  /** Calls to Feishu so far, and those of them that write. */
  calls: number;
  writes: number;
  /** Calls of the store so far. */
  storeCalls: number;
  stop: AbortController;
}

export function createScript(calamities: readonly Calamity[]): Script {
  return { calamities, calls: 0, writes: 0, storeCalls: 0, stop: new AbortController() };
}

/** One call as it is counted: its number among all calls, and among those that write. */
export type CountedCall = Readonly<Record<CallNumber['of'], number | null>>;

export function countCall(script: Script, writes: boolean): CountedCall {
  return { calls: script.calls++, writes: writes ? script.writes++ : null };
}

/** Whether a call is the one that is meant, or one of `times` from there. */
export function isMeant({ of, at }: CallNumber, call: CountedCall, times = 1): boolean {
  const number = call[of];
  return number !== null && number >= at && number < at + times;
}
