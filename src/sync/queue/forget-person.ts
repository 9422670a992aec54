import type { Clock } from '../clock.ts';
import { syncTiming } from '../timing.ts';

/** All that the store holds of people, to take one of them out. Kept by `store/`. */
export interface PersonStore {
  /** Of every file that is kept. */
  fileIds(): Promise<string[]>;
  readFile(fileId: string): Promise<Uint8Array | null>;
  /** Of the uploads that have written this person, or whose reports name it. */
  fileIdsOfPerson(userId: string): Promise<string[]>;
  /**
   * Deletes these files and their journals, and takes the person out of their reports; nothing at all if one of their
   * syncs has not ended before `before`. The uploads can never be written again, not even from chat.
   */
  deletePerson(userId: string, fileIds: readonly string[], before: Date): Promise<Forgetting>;
}

export type Forgetting =
  | { kind: 'done'; forgotten: Forgotten }
  /** Syncs that are not over, or have written too recently. */
  | { kind: 'in_use'; numbers: number[] };

/** What was deleted. */
export interface Forgotten {
  /** Of the syncs whose file is gone. */
  numbers: number[];
  files: number;
  /** Remarks about the person in reports. */
  remarks: number;
  /** Rows about the person in the journal; the others of its uploads go with them. */
  journalRows: number;
  /** What rosters have last said about the person. */
  rosterValues: number;
  /** false: others were at work; the disk is cleaned within the hour. */
  isOffTheDisk: boolean;
}

export interface ForgetDeps {
  people: PersonStore;
  /** Whether a file may hold the person. */
  mentions(bytes: Uint8Array): Promise<boolean>;
  clock: Pick<Clock, 'now'>;
}

/**
 * Takes one person out of the store. As long as search in Base may lag behind, the journal is what keeps others in the
 * same upload from being written twice, so uploads that have just ended are not touched.
 * @param userId cleaned
 */
export async function forgetPerson(
  { people, mentions, clock }: ForgetDeps,
  userId: string,
): Promise<Forgetting> {
  const concerned = new Set(await people.fileIdsOfPerson(userId));
  for (const fileId of await people.fileIds()) {
    const bytes = await people.readFile(fileId);
    if (bytes !== null && (await mentions(bytes))) concerned.add(fileId);
  }
  return people.deletePerson(userId, [...concerned], new Date(clock.now() - syncTiming.recentMs));
}
