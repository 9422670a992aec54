/** Why nobody knows whether a write was carried out. */
export type Doubt =
  /** No answer, or one behind which the call may still be running. `tooMuch`: smaller batches from now on. */
  | { kind: 'silence'; tooMuch: boolean }
  /** Feishu has answered that it failed: the call is over. */
  | { kind: 'failed' }
  /** The same; it ran into another change, or was too much at once. */
  | { kind: 'conflict' }
  /** The same, with a code that no document explains. `mayRefuse`: it is of the range with which Base refuses data. */
  | { kind: 'unlisted'; feishuCode: number; mayRefuse: boolean };

/** Whether smaller batches are wanted, whatever became of this one. */
export function wasTooMuch(doubt: Doubt): boolean {
  return doubt.kind === 'conflict' || (doubt.kind === 'silence' && doubt.tooMuch);
}
