import type { OperatorField } from '../sync/queue/operator-input.ts';
import type { BotRefusal } from './notice.ts';

/** What a press of a button came to; `wording/` has the words. */
export type ToastReason =
  /** `number` is the new sync's. */
  | { kind: 'rerun_queued'; number: number }
  /** The command was executed at an earlier press. */
  | { kind: 'command_taken' }
  /** The file that was offered is a sync now. */
  | { kind: 'file_taken' }
  | { kind: 'input_taken' }
  /** `number` is the new sync's. */
  | { kind: 'write_queued'; number: number }
  | { kind: 'undo_queued'; number: number }
  | { kind: 'changes_sent' }
  /** There is no plan (yet), so nothing to show. */
  | { kind: 'no_changes' }
  | { kind: 'nothing_to_write' }
  /** Somebody else has answered already, or the sync was canceled. */
  | { kind: 'not_waiting' }
  /** Only whoever sent the file may settle doubts about it; the name where it is known. */
  | { kind: 'not_yours'; askedBy: string | null }
  | { kind: 'sheets_missing' }
  | { kind: 'course_missing' }
  | { kind: 'day_missing' }
  | { kind: 'input_refused'; field: OperatorField }
  | { kind: 'canceling' }
  | { kind: 'already_final' }
  | { kind: 'failures_sent' }
  | { kind: 'no_failures' }
  | { kind: 'template_sent' }
  /** No such sync, or none of this chat or person. */
  | { kind: 'sync_not_found' }
  /** The button's value is none that our cards send. */
  | { kind: 'not_possible' }
  | { kind: 'refused'; why: BotRefusal };
