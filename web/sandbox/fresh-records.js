/** @import { Table, TableRecord } from './tables-api.js' */

/** Changes that are no further apart belong together, in milliseconds: a roster is written within seconds. */
const togetherMs = 60_000;

/**
 * Tells which records came or changed the last time that anything did. What a page finds at first is the last time too,
 * unless there is nothing else: then it is how everything began.
 */
export function createFreshRecords() {
  /** The last change that was seen; null before any. @type {number | null} */
  let newest = null;
  let since = Number.POSITIVE_INFINITY;
  return {
    /** Takes note of what the tables hold. @param {readonly Table[]} tables */
    see(tables) {
      const changes = tables.flatMap(({ records }) => records.map(({ changedAt }) => changedAt));
      const last = Math.max(0, ...changes);
      // Where times go back, the Base was started anew.
      if (newest === null || last < newest) since = beginningOfLast(changes, last);
      else if (last - newest > togetherMs) since = newest;
      newest = last;
    },
    /** Everything begins anew. */
    forget() {
      newest = null;
    },
    /** @param {Pick<TableRecord, 'createdAt' | 'changedAt'>} record @returns {'new' | 'changed' | null} */
    of({ createdAt, changedAt }) {
      if (changedAt <= since) return null;
      return createdAt > since ? 'new' : 'changed';
    },
  };
}

/** @param {readonly number[]} changes @param {number} last */
function beginningOfLast(changes, last) {
  const before = changes.filter((at) => at < last - togetherMs);
  return before.length === 0 ? last : Math.max(...before);
}
