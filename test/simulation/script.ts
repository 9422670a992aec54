import type { Calamity } from './world/world.ts';

/** What is going to happen in one work, and how far it is. */
export interface Script {
  calamities: readonly Calamity[];
  /** Calls to Feishu so far. */
  calls: number;
  /** Calls of the store so far. */
  storeCalls: number;
  stop: AbortController;
}

export function createScript(calamities: readonly Calamity[]): Script {
  return { calamities, calls: 0, storeCalls: 0, stop: new AbortController() };
}
