import type { CardTokens } from './cards/card-tokens.ts';
import type { NewId } from './platform/ids.ts';
import type { Replicas } from './platform/replicas.ts';
import type { CurrentSettings } from './platform/settings.ts';
import type { Store } from './state/store.ts';

/** What the endpoints of the platform work with. */
export interface SandboxContext {
  store: Store;
  settings: CurrentSettings;
  /** Epoch milliseconds. */
  now: () => number;
  newId: NewId;
  replicas: Replicas;
  cardTokens: CardTokens;
}
