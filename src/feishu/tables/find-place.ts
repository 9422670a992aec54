import { parseBaseReference, wordFor } from '../base-url.ts';
import type { Calls } from '../calls/call.ts';
import { findTableIds } from './describe-base.ts';
import { locateBase } from './locate-base.ts';

/** Which Base and tables are meant, in any spelling. */
export interface Spelling {
  /** Address of a Base or wiki page, Base token, or what `wordFor` makes of one. */
  baseReference: string;
  /** Id or name. */
  learnerTable: string;
  enrollmentTable: string;
}

/** The same by ids. */
export interface Place {
  appToken: string;
  learnerTableId: string;
  enrollmentTableId: string;
}

export type FindPlace = (spelling: Spelling) => Promise<Place>;

/**
 * Asks Feishu what spellings mean, each once: names and wiki pages cost a call, ids none.
 * @returns a function that throws AppError `wrong_base_token`, `table_missing`, or what the calls say
 */
export function createFindPlace(calls: Calls): FindPlace {
  const asked = new Map<string, Promise<Place>>();
  return (spelling) => {
    const key = keyOf(spelling);
    const place = asked.get(key) ?? ask(calls, spelling);
    asked.set(key, place);
    return place;
  };
}

function keyOf({ baseReference, learnerTable, enrollmentTable }: Spelling): string {
  const reference = parseBaseReference(baseReference);
  return JSON.stringify([reference && wordFor(reference), learnerTable, enrollmentTable]);
}

async function ask(calls: Calls, { baseReference, learnerTable, enrollmentTable }: Spelling): Promise<Place> {
  const appToken = await locateBase(calls, baseReference);
  const tables = [learnerTable, enrollmentTable];
  const [learnerTableId = '', enrollmentTableId = ''] = await findTableIds({ calls, appToken }, tables);
  return { appToken, learnerTableId, enrollmentTableId };
}

export function isSamePlace(one: Place, other: Place): boolean {
  return (
    one.appToken === other.appToken &&
    one.learnerTableId === other.learnerTableId &&
    one.enrollmentTableId === other.enrollmentTableId
  );
}
