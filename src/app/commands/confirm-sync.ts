import { createInterface } from 'node:readline/promises';
import { nothingSaid } from '../../sync/queue/operator-input.ts';
import { giveInput } from '../../sync/queue/submit-sync.ts';
import type { SyncRecord } from '../../sync/sync-record.ts';
import type { SyncStore } from '../../sync/sync-store.ts';
import * as say from '../../wording/cli-sentences.ts';
import type { CliCommand } from './sync-arguments.ts';

/** Asks a person one question; null: there is none at this terminal. */
export type AskPerson = ((question: string) => Promise<string>) | null;

/** Whoever sits at the terminal; scripts have none, and one that reads JSON is a script. */
export function personAt({ json }: Pick<CliCommand, 'json'>): AskPerson {
  if (json || !process.stdin.isTTY || !process.stderr.isTTY) return null;
  return async (question) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await terminal.question(question);
    } finally {
      terminal.close();
    }
  };
}

/**
 * Settles the doubts about a sync: by `--yes`, or by whoever sits at the terminal.
 * @param lines what is asked, for people
 * @returns false if nobody has; it goes on waiting
 */
export async function confirmSync(
  syncs: SyncStore,
  sync: SyncRecord,
  { yes, ask, lines }: { yes: boolean; ask: AskPerson; lines: readonly string[] },
): Promise<boolean> {
  const answer = yes ? 'confirm' : await askPerson(sync, ask, lines);
  if (answer === 'leave') return false;
  const outcome = await giveInput({ syncs, now: () => new Date() }, sync, {
    said: nothingSaid,
    useSimilar: answer === 'use_similar',
    sheets: null,
    isIdColumn: null,
    confirm: 'all',
    who: { kind: 'anybody' },
  });
  return outcome === 'queued';
}

async function askPerson(
  { needs }: SyncRecord,
  ask: AskPerson,
  lines: readonly string[],
): Promise<'confirm' | 'use_similar' | 'leave'> {
  if (ask === null) return 'leave';
  const similar = (needs?.confirm ?? []).flatMap((reason) =>
    reason.code === 'course_similar' ? reason.figures.similar : [],
  );
  const typed = await ask(say.confirmQuestion(lines, similar));
  return say.readConfirmation(typed, similar.length > 0);
}
