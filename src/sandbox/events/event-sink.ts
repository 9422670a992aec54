/** One event or callback as the platform words it (https://open.feishu.cn/document/ukTMukTMukTM/uUTNz4SN1MjL1UzM). */
export interface EventEnvelope {
  schema: '2.0';
  header: {
    event_id: string;
    event_type: string;
    /** Epoch milliseconds, as text. */
    create_time: string;
    /** The app's Verification Token; '' over the long connection. */
    token: string;
    app_id: string;
    tenant_key: string;
  };
  event: Readonly<Record<string, unknown>>;
}

/** What became of one attempt to hand an event over. */
export interface Delivered {
  /** The app acknowledged it in time, in the way its transport asks for. */
  ok: boolean;
  /** The app's answer, parsed where it is JSON; null where there was none. */
  answer: unknown;
  /** HTTP status, or the code of the acknowledgement; null: no answer in time or no connection. */
  status?: number | null;
}

/** One way to the app: its request URL, or a long connection. Never throws. */
export interface EventSink {
  deliver(envelope: EventEnvelope): Promise<Delivered>;
}
