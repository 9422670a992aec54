import { isFinal } from '../sync/submit-sync.ts';
import type { Asker } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import { type ChatSync, shownTo, syncsOf } from './chat-syncs.ts';
import type { ListedSync, Message } from './notice.ts';

const longest = 10;

/** `/status` and `/history`: the syncs that are not finished, or the latest. */
export async function listSyncs(
  { syncs }: Pick<BotDeps, 'syncs'>,
  asker: Asker,
  what: 'status' | 'history',
): Promise<Message> {
  const all = shownTo(asker, await syncsOf(syncs, asker));
  const wanted = what === 'status' ? all.filter((sync) => !isFinal(sync)) : all;
  return { kind: what, syncs: wanted.slice(0, longest).map(listed) };
}

function listed({ number, status, fileName, createdAt, summary, source }: ChatSync): ListedSync {
  return { number, status, fileName, createdAt, summary, source };
}
