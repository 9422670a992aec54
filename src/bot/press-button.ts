import { isAboutMore } from '../sync/queue/needs-left.ts';
import { parseOperatorInput } from '../sync/queue/operator-input.ts';
import { type AnswerOutcome, giveInput, rerunSync } from '../sync/queue/submit-sync.ts';
import { writePreview } from '../sync/queue/write-preview.ts';
import type { ChatOrigin, SyncNeeds, SyncRecord } from '../sync/sync-record.ts';
import { isFinal } from '../sync/sync-record.ts';
import type { Press } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import type { CardAction } from './chat-event.ts';
import { syncsWithin } from './chat-syncs.ts';
import type { CommandResult } from './command-request.ts';
import { parseCommand } from './commands.ts';
import { notOver } from './not-over.ts';
import { rerunCommand, toResult } from './rerun-command.ts';
import { sendChanges, sendFailures } from './send-spreadsheet.ts';
import { sendTemplateTo } from './send-template.ts';
import { shareDay } from './share-day.ts';
import { takeOfferedFile } from './take-file.ts';
import type { ToastReason } from './toast-reason.ts';
import { takeBack, undoCommand } from './undo-command.ts';

type GiveInput = Extract<CardAction, { do: 'give_input' }>;
type SyncAction = Extract<CardAction, { syncId: string }>;

/** Does what a pressed button asks for. Pressed twice, it is done once. */
export async function pressButton(deps: BotDeps, press: Press): Promise<ToastReason> {
  const { action } = press;
  switch (action.do) {
    case 'take_file':
      return takeOfferedFile(deps, press, action.messageId);
    case 'send_template':
      return sendTemplateTo(deps, press);
    case 'run_command':
      return runCommand(deps, press, action.text);
    case 'rerun':
    case 'add_under_new_date':
    case 'send_failures':
    case 'send_changes':
    case 'cancel':
    case 'share_day':
    case 'write':
    case 'undo':
    case 'give_input': {
      const sync = await deps.syncs.get(action.syncId);
      if (sync === null || !concerns(sync, press)) return { kind: 'sync_not_found' };
      return changeSync(deps, press, action, sync);
    }
  }
}

/** Cards can be forwarded: buttons work only in the chat of the sync, and for the person who asked for it. */
function concerns({ origin }: SyncRecord, { chatId, openId }: Press): boolean {
  return origin !== null && (origin.chatId === chatId || origin.openId === openId);
}

async function changeSync(
  deps: BotDeps,
  press: Press,
  action: SyncAction,
  sync: SyncRecord,
): Promise<ToastReason> {
  switch (action.do) {
    case 'rerun':
      return rerunPressed(deps, press, sync, false);
    case 'add_under_new_date':
      return rerunPressed(deps, press, sync, true);
    case 'send_failures':
      return sendFailures(deps, press.openId, sync);
    case 'send_changes':
      return sendChanges(deps, press.openId, sync);
    case 'write':
      return writePressed(deps, press, sync);
    case 'undo':
      return undoPressed(deps, press, sync);
    case 'cancel':
      return { kind: (await deps.syncs.requestCancel(sync.id, deps.now())) ? 'canceling' : 'already_final' };
    case 'share_day':
      return shareDay(deps, press, sync);
    case 'give_input':
      return answerSync(deps, press, sync, action);
  }
}

/** The newest sync of the upload is part of the key, so that only one press after it counts. */
async function rerunPressed(
  deps: BotDeps,
  press: Press,
  of: SyncRecord,
  addUnderNewDate: boolean,
): Promise<ToastReason> {
  const known = await syncsWithin(deps.syncs, press);
  const ofUpload = known.filter(({ uploadId }) => uploadId === of.uploadId);
  const running = ofUpload.find((sync) => !isFinal(sync));
  if (running !== undefined) {
    return { kind: 'refused', why: notOver(running) };
  }
  const newest = ofUpload[0] ?? of;
  const outcome = await rerunSync(deps, {
    of,
    key: `${addUnderNewDate ? 'new_date' : 'rerun'}:${newest.id}`,
    origin: originOf(press, of),
    askedBy: null,
    source: 'bot',
    addUnderNewDate,
  });
  return toastReason(toResult(outcome));
}

/** What a preview has shown is written; its card answers that of the preview. */
async function writePressed(deps: BotDeps, press: Press, preview: SyncRecord): Promise<ToastReason> {
  const origin = originOf(press, preview);
  const outcome = await writePreview(deps, { preview, origin, askedBy: null, source: 'bot' });
  switch (outcome.kind) {
    case 'added':
      return { kind: 'write_queued', number: outcome.sync.number };
    case 'not_a_preview':
      return { kind: 'not_possible' };
    case 'nothing_to_write':
      return { kind: 'nothing_to_write' };
    default:
      return toastReason(toResult(outcome));
  }
}

/** Asked for again after one was canceled or has failed, it is another undo. */
async function undoPressed(deps: BotDeps, press: Press, of: SyncRecord): Promise<ToastReason> {
  const known = await syncsWithin(deps.syncs, press);
  const before = known.filter(({ undoes }) => undoes === of.id).length;
  const key = `undo:${of.id}:${before}`;
  const result = await takeBack(deps, of, { openId: press.openId, key, origin: originOf(press, of) });
  return undoToast(result);
}

function originOf({ chatId, cardMessageId, openId }: Press, { origin }: SyncRecord): ChatOrigin {
  const isPrivate = origin?.chatId === chatId && origin.isPrivate === true;
  const file = origin?.file ?? null;
  return { chatId, ...(isPrivate && { isPrivate }), messageId: cardMessageId, openId, file };
}

async function answerSync(
  deps: BotDeps,
  { openId }: Press,
  sync: SyncRecord,
  action: GiveInput,
): Promise<ToastReason> {
  const { course, day, sheets, isIdColumn, confirm, useSimilar } = action;
  if (sync.status !== 'needs_input' || sync.needs === null) return { kind: 'not_waiting' };
  const missing = missingIn(sync.needs, action);
  if (missing !== null) return missing;
  const reading = parseOperatorInput({ course: course ?? null, day: day ?? null }, deps.now());
  if (reading.kind === 'refused') return { kind: 'input_refused', field: reading.field };
  const outcome = await giveInput(deps, sync, {
    said: reading.said,
    sheets: sheets ?? null,
    isIdColumn: isIdColumn ?? null,
    useSimilar: useSimilar ?? false,
    confirm: confirm ? 'all' : [],
    who: { kind: 'person', openId, name: null, mayForOthers: deps.allowed.users.has(openId) },
  });
  return answered(outcome, sync, action);
}

/** Course and day may be said one after the other, in any order. */
function missingIn(needs: SyncNeeds, { course, day, sheets, isIdColumn }: GiveInput): ToastReason | null {
  if (needs.idColumn !== null && isIdColumn === undefined) return { kind: 'column_missing' };
  const lacksCourse = needs.course && course === undefined;
  const lacksDay = needs.day && day === undefined;
  if (needs.sheets.length > 0 && !sheets?.length) return { kind: 'sheets_missing' };
  const isPart = needs.course && needs.day && lacksCourse !== lacksDay;
  if (isPart && !isAboutMore(needs)) return null;
  if (lacksCourse) return { kind: 'course_missing' };
  return lacksDay ? { kind: 'day_missing' } : null;
}

function answered(outcome: AnswerOutcome, { askedBy }: SyncRecord, { course }: GiveInput): ToastReason {
  switch (outcome) {
    case 'queued':
      return { kind: 'input_taken' };
    case 'noted':
      return { kind: 'input_noted', missing: course === undefined ? 'course' : 'day' };
    case 'not_yours':
      return { kind: 'not_yours', askedBy: askedBy?.name ?? null };
    case 'not_waiting':
    case 'reasons_changed':
      return { kind: 'not_waiting' };
  }
}

/** Only what writes is ever asked about; its card answers the question. */
async function runCommand(deps: BotDeps, press: Press, text: string): Promise<ToastReason> {
  const command = parseCommand(text);
  if (command.kind !== 'rerun' && command.kind !== 'undo') return { kind: 'not_possible' };
  const { openId, chatId, cardMessageId: messageId } = press;
  const request = {
    openId,
    number: command.number,
    key: `message:${messageId}`,
    answers: { chatId, messageId },
  };
  return command.kind === 'undo'
    ? undoToast(await undoCommand(deps, request))
    : toastReason(await rerunCommand(deps, request));
}

function undoToast(result: CommandResult): ToastReason {
  return result.kind === 'added' ? { kind: 'undo_queued', number: result.number } : toastReason(result);
}

function toastReason(result: CommandResult): ToastReason {
  switch (result.kind) {
    case 'added':
      return { kind: 'rerun_queued', number: result.number };
    case 'known':
      return { kind: 'command_taken' };
    case 'refused':
      return result;
  }
}
