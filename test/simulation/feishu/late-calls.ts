/** Calls that Feishu carries out after their connection is gone, each at its time. */
export interface LateCalls {
  /** @param at epoch ms, by Feishu's clock */
  add(at: number, carryOut: () => void): void;
  /** Carries out what is due by `now`, in order. While it does, Feishu's clock shows the time of each. */
  runDue(now: number): void;
  /** Whether some are still to be carried out. */
  isWaiting(): boolean;
  /** The time of the call that is being carried out late; null: none is. */
  time(): number | null;
}

export function createLateCalls(): LateCalls {
  let waiting: { at: number; carryOut: () => void }[] = [];
  let time: number | null = null;
  return {
    add(at, carryOut) {
      waiting = [...waiting, { at, carryOut }].sort((one, other) => one.at - other.at);
    },
    runDue(now) {
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { at, carryOut } of due) {
        time = at;
        carryOut();
      }
      time = null;
    },
    isWaiting: () => waiting.length > 0,
    time: () => time,
  };
}
