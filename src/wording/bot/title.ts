import { sandboxNotice } from '../sandbox-notice.ts';

/** A card's title: the first thing a person reads, so the sandbox notice stands in it. */
export function titleOf(title: string, sandbox: boolean): string {
  return sandbox ? `${sandboxNotice} · ${title}` : title;
}
