import type { EventSink } from './event-sink.ts';

/** A long connection; while none is open, events take the request URL. */
export interface LongConnectionSink extends EventSink {
  isOpen(): boolean;
}

/** The way from the platform to the app. */
export interface AppLine extends EventSink {
  connected(): boolean;
  /** From now on; replaces the one before. */
  useRequestUrl(sink: EventSink): void;
  useLongConnection(sink: LongConnectionSink): void;
}

/** An open long connection first, else the request URL, else nobody is there. */
export function createAppLine(): AppLine {
  let requestUrl: EventSink | null = null;
  let longConnection: LongConnectionSink | null = null;
  const present = () => (longConnection?.isOpen() ? longConnection : requestUrl);
  return {
    connected: () => present() !== null,
    useRequestUrl(sink) {
      requestUrl = sink;
    },
    useLongConnection(sink) {
      longConnection = sink;
    },
    deliver: async (envelope) =>
      (await present()?.deliver(envelope)) ?? { ok: false, answer: null, status: null },
  };
}
