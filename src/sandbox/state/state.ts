import type { Base } from './base-model.ts';
import type { ChatState } from './chat-model.ts';
import type { Delivery } from './delivery-model.ts';

/** All that survives a restart. */
export interface State {
  base: Base;
  /** What calls with a `client_token` did, by token, the oldest first. */
  clientTokens: Map<string, RememberedCall>;
  /** By token, the oldest first. */
  accessTokens: Map<string, AccessToken>;
  chat: ChatState;
  /** Of events, by event id, the oldest first. */
  deliveries: Map<string, Delivery>;
}

export interface RememberedCall {
  /** Digest of path and body. */
  digest: string;
  /** What it created, in the order of the call. */
  ids: readonly string[];
}

export interface AccessToken {
  /** Epoch milliseconds. */
  expiresAt: number;
}
