/** What became of an intent whose call had no clear answer. */
export type Resolution =
  /** null for a record that must be there, because batches are atomic, but was never seen. */
  | { kind: 'written'; recordIds: (string | null)[] }
  | { kind: 'refused'; feishuCode: number; recordMissing?: true }
  | { kind: 'too_large' }
  /** Not there, and nothing can bring it there any more. */
  | { kind: 'not_written' }
  | InDoubt;

/**
 * Not seen, which proves nothing yet: it stays open, and its rows go out under no other token. `partlySeen`: it was
 * carried out, but records of learners are missing that enrollments have to link to.
 */
export interface InDoubt {
  kind: 'in_doubt';
  partlySeen: boolean;
}
