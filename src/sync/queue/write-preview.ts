import { sizeOf } from '../asked-reason.ts';
import { rowsToWrite } from '../rows-to-write.ts';
import type { SyncRecord } from '../sync-record.ts';
import type { Rerun, SubmitDeps } from './submit-sync.ts';
import { type Repeatable, whetherRepeatable } from './whether-repeatable.ts';

/** Who wants a preview to be written, and where the answer goes. */
export type PreviewWriting = { preview: SyncRecord } & Pick<Rerun, 'origin' | 'askedBy' | 'source'>;

export type PreviewOutcome =
  | { kind: 'added'; sync: SyncRecord }
  | { kind: 'not_a_preview' }
  | { kind: 'nothing_to_write' }
  | Exclude<Repeatable, { kind: 'repeatable' }>;

/** Before the id of a preview: the key of the one sync that writes it. */
export const writeKeyPrefix = 'write:';

/**
 * Queues the sync that writes what a preview has shown, doubts included: whoever writes it has seen them. Asked for twice, it is
 * the same sync.
 */
export async function writePreview(
  deps: SubmitDeps,
  { preview, ...who }: PreviewWriting,
): Promise<PreviewOutcome> {
  if (!preview.dryRun) return { kind: 'not_a_preview' };
  const repeatable = await whetherRepeatable(deps, preview);
  if (repeatable.kind !== 'repeatable') return repeatable;
  const { summary } = preview;
  if (summary === null || rowsToWrite(summary) === 0) return { kind: 'nothing_to_write' };
  const by = who.origin?.openId ?? who.askedBy?.openId ?? null;
  const confirmed = summary.doubts?.map((doubt) => ({ code: doubt.code, size: sizeOf(doubt), by })) ?? [];
  const sync = await deps.syncs.addRerun({
    id: deps.newId(),
    as: 'write_preview',
    key: writeKeyPrefix + preview.id,
    of: preview,
    ...who,
    input: { ...preview.input, confirmed },
    createdAt: deps.now(),
  });
  return { kind: 'added', sync };
}
