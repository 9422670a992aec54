import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleReport, sampleSummary } from '../wording/sample-sync.ts';
import { type BotHarness, createBotHarness } from './bot-harness.ts';
import { colleague, fileSent, menuChosen, now, pressed, textSent } from './sample-events.ts';

let harness: BotHarness;
beforeEach(async () => {
  harness = await createBotHarness();
});
afterEach(() => harness.close());

const command = (text: string, over = {}) =>
  textSent(text, { messageId: 'om_undo', eventId: 'event_undo', ...over });
const answers = () => harness.chat.calls.map(({ notice }) => notice);
const lastToast = () => harness.toasts.at(-1);
const undos = async () => (await harness.syncs()).filter(({ kind }) => kind === 'undo');

/** A sync of this message that has written so many enrollments. */
async function wrote(messageId: string, enrollmentsCreated: number) {
  await harness.handle(fileSent({ messageId, eventId: `event_${messageId}` }));
  const sync = (await harness.syncs()).at(-1) ?? expect.unreachable();
  await harness.deps.syncs.saveFile(sync.fileId, new TextEncoder().encode('用户ID\n'));
  await finish(sync.id, enrollmentsCreated);
  return (await harness.deps.syncs.get(sync.id)) ?? expect.unreachable();
}

function finish(id: string, enrollmentsCreated: number) {
  const report = sampleReport({ summary: sampleSummary({ rows: 5, enrollmentsCreated }) });
  return harness.deps.syncs.finish(
    id,
    { status: 'succeeded', report, changes: null, error: null },
    new Date(now),
  );
}

describe('/undo', () => {
  it('takes the last sync of the chat back, asking first; its card answers the command', async () => {
    await wrote('om_a', 3);
    const last = await wrote('om_b', 4);
    await harness.handle(command('/undo'));
    await harness.handle(command('/undo'));
    expect(await undos()).toMatchObject([
      { undoes: last.id, input: { confirmed: [] }, origin: { messageId: 'om_undo', openId: 'ou_staff' } },
    ]);
    expect(answers()).toEqual([]);
  });

  it('takes the one back that is named', async () => {
    const first = await wrote('om_a', 3);
    await wrote('om_b', 4);
    await harness.handle(command(`撤销 #${first.number}`));
    expect(await undos()).toMatchObject([{ undoes: first.id }]);
  });

  it('never goes on to an older sync by itself', async () => {
    await wrote('om_a', 3);
    const last = await wrote('om_b', 4);
    await harness.handle(command('/undo'));
    const [undo] = await undos();
    await finish(undo?.id ?? '', 0);
    await harness.handle(command('/undo', { messageId: 'om_again', eventId: 'event_again' }));
    expect(await undos()).toHaveLength(1);
    expect(answers()).toEqual([{ kind: 'refused', why: { kind: 'already_undone', number: last.number } }]);
  });

  it.each<[string, () => Promise<unknown>, string, object]>([
    ['where there is none', async () => {}, '/undo', { kind: 'nothing_to_undo' }],
    [
      'of a number that nobody knows',
      () => wrote('om_a', 1),
      '/undo 9',
      { kind: 'unknown_number', number: 9 },
    ],
    ['of one that wrote nothing', () => wrote('om_a', 0), '/undo', { kind: 'nothing_written', number: 1 }],
    [
      'of one that has not ended',
      () => harness.handle(fileSent({ messageId: 'om_a' })),
      '/undo',
      { kind: 'still_running', number: 1 },
    ],
  ])('is refused %s', async (_, prepare, text, why) => {
    await prepare();
    await harness.handle(command(text));
    expect(answers()).toEqual([{ kind: 'refused', why }]);
  });

  it('is for whoever sent the file, and for ALLOWED_USERS', async () => {
    const sync = await wrote('om_a', 3);
    await harness.handle(command('/undo', { sender: colleague }));
    expect(answers()).toEqual([{ kind: 'refused', why: { kind: 'not_yours', number: sync.number } }]);
    harness.deps.allowed = { users: new Set(['ou_colleague']), chats: new Set() };
    await harness.handle(command('/undo', { sender: colleague, messageId: 'om_2', eventId: 'event_2' }));
    expect(await undos()).toHaveLength(1);
  });

  it('from the menu is of the last sync of the person, once', async () => {
    const sync = await wrote('om_a', 3);
    const chosen = menuChosen('undo', { eventId: 'event_menu' });
    await harness.handle(chosen);
    await harness.handle(chosen);
    expect(await undos()).toMatchObject([{ undoes: sync.id, origin: { messageId: 'om_a' } }]);
  });

  it('that is old runs once its button is pressed', async () => {
    const sync = await wrote('om_a', 3);
    await harness.handle(pressed({ do: 'run_command', text: `/undo ${sync.number}` }));
    expect(lastToast()).toEqual({ kind: 'undo_queued', number: 2 });
    await harness.handle(pressed({ do: 'run_command', text: `/undo ${sync.number}` }));
    expect(lastToast()).toEqual({ kind: 'command_taken' });
  });
});

describe('撤销', () => {
  it('adds one undo, and another only where that came to nothing', async () => {
    const { id: syncId } = await wrote('om_a', 3);
    const press = () => harness.handle(pressed({ do: 'undo', syncId }));
    await press();
    expect(lastToast()).toEqual({ kind: 'undo_queued', number: 2 });
    await press();
    expect(lastToast()).toEqual({ kind: 'refused', why: { kind: 'still_running', number: 2 } });
    await harness.deps.syncs.requestCancel((await undos())[0]?.id ?? '', new Date(now));
    await press();
    expect(lastToast()).toEqual({ kind: 'undo_queued', number: 3 });
  });

  it('is not for others, though they see the card', async () => {
    const { id: syncId, number } = await wrote('om_a', 3);
    await harness.handle(pressed({ do: 'undo', syncId }, { person: colleague }));
    expect(lastToast()).toEqual({ kind: 'refused', why: { kind: 'not_yours', number } });
  });
});
