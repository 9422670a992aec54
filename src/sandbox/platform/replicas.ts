import type { Settings } from './settings.ts';

/** The replicas that answer reads: with each call the next one of those the settings name. */
export interface Replicas {
  /** Milliseconds by which the replica of a search is behind. */
  searchLagMs(): number;
  /** Milliseconds by which the replica of a read by id is behind. */
  idLagMs(): number;
}

export function createReplicas(settings: () => Pick<Settings, 'searchLagMs' | 'idLagMs'>): Replicas {
  let searches = 0;
  let readsById = 0;
  return {
    searchLagMs: () => lagOf(settings().searchLagMs, searches++),
    idLagMs: () => lagOf(settings().idLagMs, readsById++),
  };
}

function lagOf(lag: Settings['searchLagMs'], call: number): number {
  return typeof lag === 'number' ? lag : (lag[call % lag.length] ?? 0);
}
