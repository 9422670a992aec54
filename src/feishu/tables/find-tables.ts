import { allEnded } from '../calls/all-ended.ts';
import type { Calls } from '../calls/call.ts';
import { createFindPlace, type FindPlace, isSamePlace, type Place, type Spelling } from './find-place.ts';
import { type BaseDescription, describeBase } from './open-tables.ts';

/** Where the configured tables were found last; a hint that is looked after in each sync. */
export interface LastPlace {
  place: Place | null;
}

export interface FindTables {
  /** Finds the configured tables ahead, and describes them as `find` does. Ends when that has, however it ended. */
  lookAhead(): Promise<void>;
  /** As `createFindPlace`. Where the configured tables stood last time, they are described meanwhile. */
  find: FindPlace;
  /** The configured tables as Feishu describes them now. */
  describe(): Promise<{ place: Place; description: BaseDescription }>;
}

/** Finds and describes the tables of one sync in as few round trips as possible, and takes nothing of it from an earlier one. */
export function createFindTables(calls: Calls, configured: Spelling, last: LastPlace): FindTables {
  const findPlace = createFindPlace(calls);
  let begun: { place: Place; description: Promise<BaseDescription> } | null = null;
  const begin = (place: Place) => {
    begun = { place, description: describeBase(calls, place, configured) };
    return begun.description;
  };
  /** What was begun in this sync is good for one use. */
  const take = (place: Place) => {
    const description = begun !== null && isSamePlace(begun.place, place) ? begun.description : begin(place);
    begun = null;
    return description;
  };
  /** What is wrong there is told by whoever asks for the description. */
  const describeAhead = async (): Promise<void> => {
    if (last.place !== null && begun === null) await begin(last.place).catch(() => {});
  };
  const find = async (spelling: Spelling) => {
    const [place] = await allEnded([findPlace(spelling), describeAhead()]);
    return place;
  };
  return {
    find,
    async lookAhead() {
      await Promise.allSettled([find(configured)]);
    },
    async describe() {
      const place = await findPlace(configured);
      last.place = place;
      return { place, description: await take(place) };
    },
  };
}
