import { type EventSink, unanswered } from './event-sink.ts';
import type { RequestUrl } from './request-url.ts';

/** A long connection; while none is open, events take the request URL. */
export interface LongConnectionSink extends EventSink {
  isOpen(): boolean;
}

/** Delivers events to the app, over whichever transport is available. */
export interface AppChannel extends EventSink {
  connected(): boolean;
  /** null: none has been set. */
  requestUrl(): RequestUrl | null;
  /** From now on; replaces the one before. */
  useRequestUrl(requestUrl: RequestUrl): void;
}

/** Prefers an open long connection, then the request URL; without either, `not_connected`. */
export function createAppChannel(longConnection: LongConnectionSink): AppChannel {
  let requestUrl: RequestUrl | null = null;
  const present = () => (longConnection.isOpen() ? longConnection : requestUrl);
  return {
    connected: () => present() !== null,
    requestUrl: () => requestUrl,
    useRequestUrl(given) {
      requestUrl = given;
    },
    deliver: async (envelope) => (await present()?.deliver(envelope)) ?? unanswered('not_connected'),
  };
}
