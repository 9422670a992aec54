import { normalizeTitle } from '../../roster/header/normalize-title.ts';
import { nothingSaid } from '../../sync/queue/operator-input.ts';
import { giveInput } from '../../sync/queue/submit-sync.ts';
import type { SyncRecord } from '../../sync/sync-record.ts';
import type { SyncStore } from '../../sync/sync-store.ts';
import * as say from '../../wording/cli-sentences.ts';
import type { AskPerson } from './confirm-sync.ts';

/**
 * Answers whether a column is the 用户ID, where a sync asks nothing else: by `--column`, or by whoever sits at the terminal.
 * @param title of the column that is said to be it; null: not said
 * @returns false if nobody has answered
 */
export async function answerIdColumn(
  syncs: SyncStore,
  sync: SyncRecord,
  { title, ask }: { title: string | null; ask: AskPerson },
): Promise<boolean> {
  const { idColumn = null, course, day, sheets } = sync.needs ?? {};
  if (idColumn === null || course || day || sheets?.length) return false;
  const isIdColumn = isSame(title, idColumn.title) || (await askPerson(ask, idColumn.title));
  if (isIdColumn === null) return false;
  const outcome = await giveInput({ syncs, now: () => new Date() }, sync, {
    ...{ said: nothingSaid, useSimilar: false, sheets: null, isIdColumn, confirm: [] },
    who: { kind: 'anybody' },
  });
  return outcome === 'queued';
}

function isSame(said: string | null, asked: string): boolean {
  return said !== null && normalizeTitle(said) === normalizeTitle(asked);
}

async function askPerson(ask: AskPerson, title: string): Promise<boolean | null> {
  return ask === null ? null : say.readIdColumnAnswer(await ask(say.idColumnQuestion(title)));
}
