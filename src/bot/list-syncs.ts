import { withQueue } from '../sync/queue/queue-view.ts';
import { soughtOf } from '../sync/search.ts';
import { isFinal } from '../sync/sync-record.ts';
import type { SyncQuery } from '../sync/sync-store.ts';
import type { Asker } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import { type ChatSync, shownTo, syncsOf } from './chat-syncs.ts';
import type { Message } from './notice.ts';

const longest = 10;
/** More than anybody counts. */
const mostUnder = 200;
const underWay: SyncQuery = {
  sought: soughtOf(''),
  statuses: ['queued', 'running', 'needs_input'],
  before: null,
};

/** `/status` and `/history`: the syncs that are not finished, or the latest. */
export async function listSyncs(
  deps: Pick<BotDeps, 'syncs' | 'target' | 'now' | 'pageUrl'>,
  asker: Asker,
  what: 'status' | 'history',
): Promise<Message> {
  const { syncs, now, pageUrl } = deps;
  const all = shownTo(asker, await syncsOf(syncs, asker));
  const wanted = what === 'status' ? waitingFirst(all.filter((sync) => !isFinal(sync))) : all;
  const shown = await withQueue(deps, wanted.slice(0, longest), now().getTime());
  if (what === 'history') return { kind: what, syncs: shown, pageUrl };
  const own = new Set(wanted.map(({ id }) => id));
  const others = (await syncs.search(underWay, mostUnder)).filter(({ id }) => !own.has(id));
  return { kind: what, syncs: shown, others: others.length };
}

/** What waits for a person goes on only if somebody sees it. */
function waitingFirst(syncs: readonly ChatSync[]): ChatSync[] {
  const waits = ({ status }: ChatSync) => (status === 'needs_input' ? 0 : 1);
  return syncs.toSorted((a, b) => waits(a) - waits(b));
}
