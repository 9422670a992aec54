import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleReport, sampleSummary } from '../wording/sample-sync.ts';
import { type BotHarness, createBotHarness } from './bot-harness.ts';
import { colleague, fileSent, group, menuChosen, now, pressed, textSent } from './sample-events.ts';

let harness: BotHarness;
beforeEach(async () => {
  harness = await createBotHarness();
});
afterEach(() => harness.close());

const minute = 60_000;
const command = (over = {}) =>
  textSent('/preview', { messageId: 'om_command', eventId: 'event_command', sentAt: now, ...over });
const file = (sentAt: number, over = {}) => fileSent({ sentAt, ...over });
const dryRuns = async () => (await harness.syncs()).map(({ dryRun }) => dryRun);
const lastToast = () => harness.toasts.at(-1);

describe('/preview in reply to a file', () => {
  const reading = { kind: 'file', chatId: 'oc_private', fileKey: 'file_0', fileName: '名单.csv' } as const;

  it('previews that file; the card answers the command', async () => {
    harness.chat.messages.set('om_0', reading);
    await harness.handle(command({ parentId: 'om_0' }));
    await harness.handle(command({ parentId: 'om_0' }));
    expect(await harness.syncs()).toMatchObject([
      { dryRun: true, origin: { messageId: 'om_command', file: { messageId: 'om_0', fileKey: 'file_0' } } },
    ]);
  });

  it.each(['/preview', '/sync'])('finds the file through an answer of the bot: %s', async (text) => {
    harness.chat.messages.set('om_0', reading).set('om_offer', { kind: 'own_answer', answers: 'om_0' });
    await harness.handle(textSent(text, { messageId: 'om_2', parentId: 'om_offer' }));
    expect(await harness.syncs()).toMatchObject([
      { dryRun: text === '/preview', origin: { file: { messageId: 'om_0' } } },
    ]);
  });

  it('finds none where the answer was to something else', async () => {
    harness.chat.messages.set('om_offer', { kind: 'own_answer', answers: 'om_0' });
    await harness.handle(command({ parentId: 'om_offer' }));
    expect(harness.chat.calls).toMatchObject([{ notice: { kind: 'refused', why: { kind: 'file_gone' } } }]);
  });
});

describe('/preview before a file', () => {
  it('is answered with the minute until which the file counts', async () => {
    await harness.handle(command());
    await harness.handle(command());
    expect(harness.chat.calls).toMatchObject([
      { to: 'om_command', notice: { kind: 'preview_expected', until: now + 10 * minute } },
    ]);
  });

  it('previews the next file, and none after it', async () => {
    await harness.handle(command());
    await harness.handle(file(now + minute));
    await harness.handle(file(now + 2 * minute, { messageId: 'om_2', eventId: 'event_2' }));
    expect(await dryRuns()).toEqual([true, false]);
  });

  it('previews the same file however often and late it is delivered', async () => {
    await harness.handle(command());
    harness.clock.advance(60 * minute);
    for (const eventId of ['event_a', 'event_b']) await harness.handle(file(now + minute, { eventId }));
    expect(await dryRuns()).toEqual([true]);
  });

  it('asked for once and delivered again later is not asked for again', async () => {
    await harness.handle(command());
    await harness.handle(file(now + minute));
    await harness.handle(command({ eventId: 'event_again' }));
    await harness.handle(file(now + 2 * minute, { messageId: 'om_2' }));
    expect(await dryRuns()).toEqual([true, false]);
  });

  it.each([
    ['after ten minutes', file(now + 11 * minute)],
    ['before the command', file(now - minute)],
    ['by somebody else', file(now + minute, { sender: colleague })],
    ['in another chat', file(now + minute, { chat: { chatId: 'oc_other', kind: 'private' } })],
  ])('has nothing to do with a file that was sent %s', async (_, sent) => {
    await harness.handle(command());
    await harness.handle(sent);
    expect(await dryRuns()).toEqual([false]);
  });

  it('from the menu is about the private chat', async () => {
    await harness.handle(menuChosen('preview', { eventId: 'event_menu' }));
    await harness.handle(file(now + minute, { chat: group }));
    await harness.handle(file(now + minute, { messageId: 'om_2' }));
    expect(await dryRuns()).toEqual([true]);
    expect(harness.chat.calls[0]).toMatchObject({
      call: 'sendToPerson',
      notice: { kind: 'preview_expected' },
    });
  });

  it('in a group takes the file that is else only offered', async () => {
    await harness.handle(command({ chat: group, mentionsBot: true }));
    await harness.handle(file(now + minute, { chat: group }));
    await harness.handle(file(now + minute, { chat: group, messageId: 'om_2', eventId: 'event_2' }));
    expect(await dryRuns()).toEqual([true]);
    expect(harness.chat.calls.map(({ notice }) => notice?.kind)).toEqual(['preview_expected', 'offer_file']);
  });
});

describe('写入N条', () => {
  async function previewed(enrollmentsCreated = 44) {
    await harness.handle(command());
    const { id, fileId } = await harness.addSync(file(now));
    const { syncs } = harness.deps;
    await syncs.saveFile(fileId, new TextEncoder().encode('用户ID\n'));
    const report = sampleReport({ summary: sampleSummary({ rows: 44, enrollmentsCreated }) });
    await syncs.finish(id, { status: 'succeeded', report, changes: null, error: null }, new Date(now));
    return id;
  }

  it('adds one sync, however often and by whomever it is pressed; its card answers that of the preview', async () => {
    const syncId = await previewed();
    await harness.handle(pressed({ do: 'write', syncId }));
    await harness.handle(pressed({ do: 'write', syncId }, { person: colleague }));
    expect(harness.toasts).toEqual([
      { kind: 'write_queued', number: 2 },
      { kind: 'write_queued', number: 2 },
    ]);
    expect((await harness.syncs())[1]).toMatchObject({
      ...{ previewOf: syncId, dryRun: false, source: 'bot' },
      origin: { chatId: 'oc_private', messageId: 'om_card', openId: 'ou_staff', file: { messageId: 'om_1' } },
    });
  });

  it('says so where there is nothing to write, or no preview', async () => {
    await harness.handle(pressed({ do: 'write', syncId: await previewed(0) }));
    expect(lastToast()).toEqual({ kind: 'nothing_to_write' });
    const { id } = await harness.addFinished({ messageId: 'om_3', sentAt: now + 60 * minute });
    await harness.handle(pressed({ do: 'write', syncId: id }));
    expect(lastToast()).toEqual({ kind: 'not_possible' });
  });
});

describe('查看变化', () => {
  it('sends the file to whoever pressed, in private, once', async () => {
    const { id, fileName } = await harness.addFinished();
    await harness.handle(pressed({ do: 'send_changes', syncId: id }));
    expect(lastToast()).toEqual({ kind: 'no_changes' });
    await harness.deps.syncs.finish(
      id,
      {
        ...{ status: 'succeeded', report: sampleReport(), error: null },
        changes: {
          rows: [],
          courses: [],
          file: {
            sheets: [],
            headerLine: 1,
            columns: [],
            skipped: { beforeHeader: 0, footers: [], blank: 0, hidden: 0 },
          },
        },
      },
      new Date(now),
    );
    for (let press = 0; press < 2; press += 1)
      await harness.handle(pressed({ do: 'send_changes', syncId: id }, { person: colleague }));
    expect(lastToast()).toEqual({ kind: 'changes_sent' });
    expect(harness.chat.calls).toMatchObject([
      { call: 'sendFile', to: 'ou_colleague', file: { name: `changes-${fileName}` } },
    ]);
  });
});
