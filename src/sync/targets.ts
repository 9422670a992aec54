import { AppError, toAppError } from '../errors.ts';
import type { Base } from './ports.ts';
import type { SyncTarget } from './sync-record.ts';
import type { SyncStore } from './sync-store.ts';

type Targets = Pick<SyncStore, 'resolvedTarget' | 'saveResolvedTarget'>;

/**
 * Whether two targets are known to be different, in whatever spelling. Asks nobody: with names or wiki pages that no
 * worker has resolved yet they may turn out to be different later.
 */
export async function areKnownToDiffer(
  syncs: Pick<Targets, 'resolvedTarget'>,
  one: SyncTarget,
  other: SyncTarget,
): Promise<boolean> {
  // Whatever it means: most often there is only one target, and this is asked for each sync that is shown.
  if (isSameSpelling(one, other)) return false;
  const [a, b] = [await syncs.resolvedTarget(one), await syncs.resolvedTarget(other)];
  if (a !== null && b !== null) return !isSameSpelling(a, b);
  const [left, right] = [a ?? one, b ?? other];
  if (left.domain !== right.domain || left.appId !== right.appId) return true;
  return isBase(left) && isBase(right) && left.baseToken !== right.baseToken;
}

/**
 * Finds out which ids the configuration means, now that a sync is worked on, and keeps them in mind. Names are looked
 * up each time: somebody may have given them to other tables.
 * @param wanted the target of the sync, in whatever spelling
 * @throws AppError `target_changed` if that is another one; or why this app cannot find the configured one
 */
export async function resolveTarget(
  { base, syncs, target }: { base: Pick<Base, 'resolveTarget'>; syncs: Targets; target: SyncTarget },
  wanted: SyncTarget,
): Promise<SyncTarget> {
  const own = await base.resolveTarget(target);
  await remember(syncs, target, own);
  if (isSameSpelling(wanted, target)) return own;
  const resolved = (await syncs.resolvedTarget(wanted)) ?? (await resolveOther(base, wanted));
  await remember(syncs, wanted, resolved);
  if (!isSameSpelling(resolved, own)) throw new AppError('target_changed');
  return own;
}

/** What this app cannot find under its own settings is not where it writes. */
async function resolveOther(base: Pick<Base, 'resolveTarget'>, wanted: SyncTarget): Promise<SyncTarget> {
  try {
    return await base.resolveTarget(wanted);
  } catch (thrown) {
    const { code } = toAppError(thrown);
    if (!notFound.has(code)) throw thrown;
    throw new AppError('target_changed', { cause: thrown });
  }
}

const notFound: ReadonlySet<string> = new Set([
  'wrong_base_token',
  'wiki_unreadable',
  'table_missing',
  'not_collaborator',
]);

async function remember(syncs: Targets, target: SyncTarget, resolved: SyncTarget): Promise<void> {
  const known = await syncs.resolvedTarget(target);
  if (known === null || !isSameSpelling(known, resolved)) await syncs.saveResolvedTarget(target, resolved);
}

function isBase({ baseToken }: SyncTarget): boolean {
  return !baseToken.startsWith('wiki/');
}

/** Equal as they are written; others may mean the same. */
export function isSameSpelling(one: SyncTarget, other: SyncTarget): boolean {
  return (
    one.domain === other.domain &&
    one.appId === other.appId &&
    one.baseToken === other.baseToken &&
    one.tables === other.tables
  );
}
