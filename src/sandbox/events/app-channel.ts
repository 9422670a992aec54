import { type EventSink, unanswered } from './event-sink.ts';
import type { RequestUrl } from './request-url.ts';

/** A long connection; while none is open, events take the request URL. */
export interface LongConnectionSink extends EventSink {
  isOpen(): boolean;
}

/** The way from the platform to the app. */
export interface AppLine extends EventSink {
  connected(): boolean;
  /** null: none has been set. */
  requestUrl(): RequestUrl | null;
  /** From now on; replaces the one before. */
  useRequestUrl(requestUrl: RequestUrl): void;
}

/** An open long connection first, else the request URL, else nobody is there. */
export function createAppLine(longConnection: LongConnectionSink): AppLine {
  let requestUrl: RequestUrl | null = null;
  const present = () => (longConnection.isOpen() ? longConnection : requestUrl);
  return {
    connected: () => present() !== null,
    requestUrl: () => requestUrl,
    useRequestUrl(given) {
      requestUrl = given;
    },
    deliver: async (envelope) => (await present()?.deliver(envelope)) ?? unanswered('nobody_listens'),
  };
}
