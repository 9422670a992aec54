import type { History } from './history.ts';
import type { Violation } from './invariants/all.ts';

/** What many worlds come to. */
export interface Ledger {
  seeds: number;
  calls: number;
  kills: number;
  takeovers: number;
  faults: number;
  late: number;
  syncs: number;
  /** Seeds in which an invariant did not hold. */
  violations: number;
}

export function newLedger(): Ledger {
  return { seeds: 0, calls: 0, kills: 0, takeovers: 0, faults: 0, late: 0, syncs: 0, violations: 0 };
}

export function addUp(ledger: Ledger, { counts, syncs }: History, violations: readonly Violation[]): void {
  ledger.seeds += 1;
  ledger.calls += counts.calls;
  ledger.kills += counts.kills;
  ledger.takeovers += counts.takeovers;
  ledger.faults += counts.faults;
  ledger.late += counts.late;
  ledger.syncs += syncs.length;
  ledger.violations += violations.length === 0 ? 0 : 1;
}

/** As one line; `msPerSeed` is processor time, with whatever it took to start. */
export function describeLedger(ledger: Ledger): string {
  const { user, system } = process.cpuUsage();
  const msPerSeed = Math.round((user + system) / 1000 / Math.max(1, ledger.seeds));
  return JSON.stringify({ ...ledger, msPerSeed });
}
