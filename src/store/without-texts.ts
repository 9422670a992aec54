import type { SyncSummary } from '../sync/sync-report.ts';
import { fromJson, type JsonText, toJson } from './json-text.ts';

/** The numbers alone: a line that closes a list may name somebody, and so do the examples of a doubt. */
export function withoutTexts(summary: JsonText<SyncSummary> | null): JsonText<SyncSummary> | null {
  if (summary === null) return null;
  const stated = fromJson(summary);
  const doubts = stated.doubts?.map((doubt) => ({ ...doubt, examples: [] }));
  return toJson<SyncSummary>({
    ...stated,
    ...(doubts && { doubts }),
    footers: { ...stated.footers, texts: [] },
  });
}
