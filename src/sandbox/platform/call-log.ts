/** One call to the platform, without bodies: they hold personal data. */
export interface LoggedCall {
  method: string;
  path: string;
  query: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  at: number;
  ms: number;
  /** null: the connection was dropped without an answer. */
  httpStatus: number | null;
  /** The `code` of the body, null where it has none. */
  code: number | null;
  logId: string;
}

/** The latest calls, so that one can look at them and count them. */
export interface CallLog {
  add(call: LoggedCall): void;
  /** `total` counts all since the last `clear`, also those no longer kept. */
  list(): { total: number; calls: readonly LoggedCall[] };
  clear(): void;
}

const kept = 5000;

/** Keeps at least the latest 5,000 calls. */
export function createCallLog(): CallLog {
  let calls: LoggedCall[] = [];
  let total = 0;
  return {
    add(call) {
      total += 1;
      calls.push(call);
      if (calls.length > kept * 2) calls = calls.slice(-kept);
    },
    list: () => ({ total, calls: calls.slice(-kept) }),
    clear() {
      calls = [];
      total = 0;
    },
  };
}
