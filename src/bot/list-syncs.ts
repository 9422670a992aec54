import { isFinal } from '../sync/sync-record.ts';
import type { Asker } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import { shownTo, syncsOf } from './chat-syncs.ts';
import type { Message } from './notice.ts';

const longest = 10;

/** `/status` and `/history`: the syncs that are not finished, or the latest. */
export async function listSyncs(
  { syncs }: Pick<BotDeps, 'syncs'>,
  asker: Asker,
  what: 'status' | 'history',
): Promise<Message> {
  const all = shownTo(asker, await syncsOf(syncs, asker));
  const wanted = what === 'status' ? all.filter((sync) => !isFinal(sync)) : all;
  const listed = wanted.slice(0, longest).map(async (sync) => {
    return { sync, queuedBefore: sync.status === 'queued' ? await syncs.queuedBefore(sync.id) : 0 };
  });
  return { kind: what, syncs: await Promise.all(listed) };
}
