import type { HeaderFinding } from '../header/find-header.ts';
import { RefusedFile } from '../refused-file.ts';
import type { FileRefusal } from '../roster.ts';
import { isGarbled } from './mojibake.ts';
import type { Head } from './read-head.ts';

/** The first records of a table under one way to read it. */
export interface SearchedHead extends Head {
  finding: HeaderFinding;
  /** The bytes are a text under this encoding. */
  isText: boolean;
}

/**
 * Why no header was found under any of the ways to read a file.
 * @param sheets names of the sheets that were looked at; none for a CSV
 * @param hiddenRosters names of hidden sheets that have one
 */
export function whyNoHeader(
  heads: readonly SearchedHead[],
  sheets: string[],
  hiddenRosters: string[],
): RefusedFile {
  const texts = heads.filter(({ isText }) => isText);
  if (texts.some(({ records }) => isGarbled(records))) return new RefusedFile({ code: 'mojibake' });
  const missing = texts.flatMap(({ finding }) => (finding.kind === 'missing' ? [finding] : []));
  const closest = missing.find(({ known }) => known);
  if (closest !== undefined) {
    const isDamaged = closest.refusal.code === 'columns_missing' && closest.refusal.found.some(hasLost);
    return new RefusedFile(isDamaged ? { code: 'damaged_encoding' } : withSheets(closest.refusal, sheets));
  }
  if (hiddenRosters.length > 0)
    return new RefusedFile({ code: 'not_a_roster', looksLike: 'text', sheets, hiddenRosters });
  const readable = heads.filter((head) => head.failure === null);
  const [failure] = heads.map((head) => head.failure);
  if (failure && readable.length === 0) return failure;
  const isEmpty = sheets.length > 0 ? readable.every(hasNoRecords) : readable.some(hasNoRecords);
  if (isEmpty) return new RefusedFile({ code: 'empty_file' });
  const [unknown] = missing.toSorted((a, b) => titlesOf(b.refusal) - titlesOf(a.refusal));
  if (unknown !== undefined) return new RefusedFile(withSheets(unknown.refusal, sheets));
  return new RefusedFile({ code: 'not_a_roster', looksLike: texts.length > 0 ? 'text' : 'binary', sheets });
}

function hasLost(title: string): boolean {
  return title.includes('\ufffd');
}

function hasNoRecords({ records }: Head): boolean {
  return records.length === 0;
}

/** Under the right delimiter a header has the most titles; a row about a learner shows none and decides by itself. */
function titlesOf(refusal: FileRefusal): number {
  return refusal.code === 'columns_missing' ? refusal.found.length : Number.POSITIVE_INFINITY;
}

function withSheets<Refusal extends { sheets: string[] }>(refusal: Refusal, sheets: string[]): Refusal {
  return { ...refusal, sheets };
}
