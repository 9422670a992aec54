/** Which calls to which table have not been answered yet. */
export interface CallsInFlight {
  /**
   * Registers a call. `conflict`: another call to the table is under way and one of the two writes
   * (1254291 in https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-table-record/batch_create).
   */
  enter(tableId: string, writes: boolean): { conflict: boolean; leave(): void };
}

/** No calls at first. */
export function createCallsInFlight(): CallsInFlight {
  const underWay = new Map<string, Set<{ writes: boolean }>>();
  return {
    enter(tableId, writes) {
      const calls = underWay.get(tableId) ?? new Set();
      underWay.set(tableId, calls);
      const conflict = [...calls].some((other) => writes || other.writes);
      const call = { writes };
      if (!conflict) calls.add(call);
      return { conflict, leave: () => void calls.delete(call) };
    },
  };
}
