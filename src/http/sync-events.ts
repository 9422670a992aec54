import { setTimeout as wait } from 'node:timers/promises';
import { type ViewDeps, viewSync } from './view-sync.ts';

/** Milliseconds. A comment now and then keeps proxies from cutting a connection on which nothing happens. */
const defaultPace = { poll: 400, heartbeat: 15_000, retry: 2_000 };

/**
 * The course of a sync as server-sent events: its JSON at once, then whenever it changed, until it is final. The store
 * is asked again and again, because another process may be the one that works.
 * @param reader aborted when the reader has gone
 */
export async function* syncEvents(
  deps: ViewDeps,
  id: string,
  reader: AbortSignal,
  pace: typeof defaultPace = defaultPace,
): AsyncGenerator<string> {
  yield `retry: ${pace.retry}\n\n`;
  let sent = '';
  let quiet = 0;
  // Without a look at the reader a quiet sync would be asked about long after everybody left.
  while (!reader.aborted) {
    const sync = await deps.syncs.get(id);
    if (sync === null) return;
    const json = JSON.stringify(await viewSync(deps, sync));
    if (json !== sent) yield `data: ${json}\n\n`;
    else if (quiet >= pace.heartbeat) yield ': still here\n\n';
    quiet = json !== sent || quiet >= pace.heartbeat ? 0 : quiet + pace.poll;
    sent = json;
    if (sync.finishedAt !== null) return;
    await wait(pace.poll);
  }
}
