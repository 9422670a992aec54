import { applyChange } from './apply-change.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import type { Change } from './change.ts';
import { readChangeLog, startChangeLog } from './change-log.ts';
import { snapshotOf } from './snapshot.ts';
import type { State } from './state.ts';

/** The state and the only way to change it. */
export interface Store {
  readonly state: State;
  readonly blobs: Blobs;
  /** All of the changes or, should the process die now, none of them. */
  commit(changes: readonly Change[]): void;
  close(): void;
}

/**
 * Opens what an earlier run left in `dataDir`, or starts with `seed`. With `dataDir` null everything is kept in
 * memory only.
 */
export function openStore(dataDir: string | null, seed: () => readonly Change[]): Store {
  const state: State = {
    base: {
      token: '',
      wikiToken: '',
      name: '',
      revision: 0,
      resets: 0,
      tables: new Map(),
      members: new Map(),
    },
    clientTokens: new Map(),
    accessTokens: new Map(),
    chat: { messages: new Map(), files: new Map(), commands: new Map() },
    deliveries: new Map(),
  };
  const earlier = dataDir === null ? [] : readChangeLog(dataDir);
  for (const changes of earlier.length > 0 ? earlier : [seed()]) {
    for (const change of changes) applyChange(state, change);
  }
  const log = dataDir === null ? null : startChangeLog(dataDir, snapshotOf(state));
  return {
    state,
    blobs: openBlobs(dataDir),
    commit(changes) {
      log?.append(changes);
      for (const change of changes) applyChange(state, change);
    },
    close: () => log?.close(),
  };
}
