import type { History } from '../history.ts';

/** Something that must hold in every world. */
export interface Invariant {
  name: string;
  /** What people would lose without it. */
  reason: string;
  /** @returns what is wrong, in words for engineers; none if it holds */
  check(history: History): string[];
}
