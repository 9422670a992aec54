import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { templateRoster } from '../../src/bot/template-roster.ts';
import type { RowFailure } from '../../src/sync/sync-report.ts';
import { sampleFailure, sampleNeeds, sampleReason } from '../wording/sample-sync.ts';
import { type BotHarness, createBotHarness } from './bot-harness.ts';
import { colleague, now, pressed } from './sample-events.ts';

let harness: BotHarness;
beforeEach(async () => {
  harness = await createBotHarness();
});
afterEach(() => harness.close());

const failed: RowFailure[] = [
  sampleFailure({ line: 3, userId: null, code: 'missing_user_id' }),
  sampleFailure({ line: 7, userId: 'u_7', code: 'missing_date' }),
];
const elsewhere = { person: colleague, chatId: 'oc_elsewhere' };
const lastToast = () => harness.toasts.at(-1);

describe('every button', () => {
  it.each([
    'rerun',
    'add_under_new_date',
    'send_failures',
    'send_changes',
    'write',
    'undo',
    'cancel',
    'give_input',
    'share_day',
  ] as const)('%s works for the chat and the person of its sync only', async (action) => {
    const { id } = await harness.addFinished({}, failed);
    await harness.handle(pressed({ do: action, syncId: id }, elsewhere));
    expect(lastToast()).toEqual({ kind: 'sync_not_found' });
    await harness.handle(pressed({ do: action, syncId: id }, { person: colleague }));
    expect(lastToast()).not.toEqual({ kind: 'sync_not_found' });
    await harness.handle(pressed({ do: action, syncId: id }, { chatId: 'oc_elsewhere' }));
    expect(lastToast()).not.toEqual({ kind: 'sync_not_found' });
  });

  it('does nothing for a sync that does not exist, or is not of the chat at all', async () => {
    await harness.handle(pressed({ do: 'rerun', syncId: 'b9a7c0de-0000-4000-8000-000000000037' }));
    expect(lastToast()).toEqual({ kind: 'sync_not_found' });
  });

  it('is answered with the words of its toast', async () => {
    const { id } = await harness.addFinished();
    expect(await harness.handle(pressed({ do: 'rerun', syncId: id }))).toEqual({
      kind: 'info',
      text: 'rerun_queued',
    });
  });
});

describe('示例名单', () => {
  it('comes in private, once for each card and person', async () => {
    for (const person of [colleague, colleague])
      await harness.handle(pressed({ do: 'send_template' }, { person }));
    expect(lastToast()).toEqual({ kind: 'template_sent' });
    expect(harness.chat.calls).toEqual([
      expect.objectContaining({ call: 'sendFile', to: colleague.openId, file: templateRoster }),
    ]);
  });
});

describe('重新同步', () => {
  it('adds a sync whose card answers the card that was pressed', async () => {
    const { id } = await harness.addFinished();
    await harness.handle(pressed({ do: 'rerun', syncId: id }, { person: colleague }));
    expect(lastToast()).toEqual({ kind: 'rerun_queued', number: 2 });
    expect((await harness.syncs())[1]).toMatchObject({
      rerunOf: id,
      source: 'bot',
      input: { addUnderNewDate: false },
      origin: {
        chatId: 'oc_private',
        messageId: 'om_card',
        openId: 'ou_colleague',
        file: { messageId: 'om_1', fileKey: 'file_1' },
      },
    });
  });

  it('pressed twice at once adds one sync', async () => {
    const { id } = await harness.addFinished();
    const press = (eventId: string) => harness.handle(pressed({ do: 'rerun', syncId: id }, { eventId }));
    await Promise.all(['e1', 'e2', 'e3', 'e4', 'e5'].map(press));
    expect(await harness.syncs()).toHaveLength(2);
  });

  it('says so while one is running, whichever card is pressed', async () => {
    const { id } = await harness.addFinished();
    await harness.handle(pressed({ do: 'rerun', syncId: id }));
    await harness.handle(pressed({ do: 'rerun', syncId: id }, { eventId: 'e2' }));
    expect(lastToast()).toEqual({ kind: 'refused', why: { kind: 'still_running', number: 2 } });
    expect(await harness.syncs()).toHaveLength(2);
  });

  it('adds another once the last has ended', async () => {
    const { id } = await harness.addFinished();
    await harness.handle(pressed({ do: 'rerun', syncId: id }));
    const second = (await harness.syncs())[1];
    await harness.deps.syncs.requestCancel(second?.id ?? '', new Date(now));
    await harness.handle(pressed({ do: 'rerun', syncId: id }, { eventId: 'e2' }));
    expect(await harness.syncs()).toHaveLength(3);
  });

  it('仍按新日期新增 says so to the sync', async () => {
    const { id } = await harness.addFinished();
    await harness.handle(pressed({ do: 'add_under_new_date', syncId: id }));
    expect((await harness.syncs())[1]).toMatchObject({ rerunOf: id, input: { addUnderNewDate: true } });
  });

  it('says so when the file has been deleted', async () => {
    const { id } = await harness.addFinished();
    await harness.deps.syncs.deleteOld(new Date(now + 90 * 86_400_000));
    await harness.handle(pressed({ do: 'rerun', syncId: id }));
    expect(lastToast()).toEqual({ kind: 'refused', why: { kind: 'file_deleted' } });
  });
});

describe('下载失败明细', () => {
  it('sends all failed rows to the person who pressed, in private', async () => {
    const { id } = await harness.addFinished({}, failed);
    await harness.handle(pressed({ do: 'send_failures', syncId: id }, { person: colleague }));
    expect(lastToast()).toEqual({ kind: 'failures_sent' });
    expect(harness.chat.calls).toMatchObject([
      { call: 'sendFile', to: 'ou_colleague', file: { name: 'failures-名单.csv' } },
    ]);
  });

  it('sends once to each person, however often it is pressed', async () => {
    const { id } = await harness.addFinished({}, failed);
    const press = (eventId: string, over = {}) =>
      harness.handle(pressed({ do: 'send_failures', syncId: id }, { eventId, ...over }));
    await press('e1');
    await press('e2');
    await press('e3', { person: colleague });
    expect(harness.chat.calls.map(({ to }) => to)).toEqual(['ou_staff', 'ou_colleague']);
  });

  it('has nothing to send where nothing failed, or before the end', async () => {
    const done = await harness.addFinished();
    await harness.handle(pressed({ do: 'send_failures', syncId: done.id }));
    expect(lastToast()).toEqual({ kind: 'no_failures' });
    const waiting = await harness.addSync({ messageId: 'om_2', eventId: 'e2' });
    await harness.handle(pressed({ do: 'send_failures', syncId: waiting.id }));
    expect(lastToast()).toEqual({ kind: 'refused', why: { kind: 'still_running', number: 2 } });
  });

  it('cannot send what has been deleted', async () => {
    const { id } = await harness.addFinished({}, failed);
    await harness.deps.syncs.deleteOld(new Date(now + 90 * 86_400_000));
    await harness.handle(pressed({ do: 'send_failures', syncId: id }));
    expect(lastToast()).toEqual({ kind: 'refused', why: { kind: 'file_deleted' } });
  });
});

describe('取消', () => {
  it('cancels a sync that waits, once', async () => {
    const { id } = await harness.addSync();
    await harness.handle(pressed({ do: 'cancel', syncId: id }));
    expect(lastToast()).toEqual({ kind: 'canceling' });
    expect((await harness.syncs())[0]?.status).toBe('canceled');
    await harness.handle(pressed({ do: 'cancel', syncId: id }));
    expect(lastToast()).toEqual({ kind: 'already_final' });
  });
});

describe('the form', () => {
  async function waiting(over = {}) {
    const { id } = await harness.addSync();
    await harness.deps.syncs.start(id);
    await harness.deps.syncs.waitForInput(id, sampleNeeds({ course: true, day: true, ...over }), null);
    return id;
  }

  it('continues the same sync with what was filled in, once', async () => {
    const syncId = await waiting();
    const press = pressed({ do: 'give_input', syncId, course: '入门', day: '2026-05-16' });
    await harness.handle(press);
    expect(lastToast()).toEqual({ kind: 'input_taken' });
    expect(await harness.syncs()).toMatchObject([
      { id: syncId, status: 'queued', input: { course: '入门', day: '2026-05-16' } },
    ]);
    await harness.handle(press);
    expect(lastToast()).toEqual({ kind: 'not_waiting' });
  });

  it.each([
    [{}, { kind: 'course_missing' }],
    [
      { course: '入门', day: '0026-05-16' },
      { kind: 'input_refused', field: 'day' },
    ],
    [
      { course: '入门', day: '2029-01-01' },
      { kind: 'input_refused', field: 'day' },
    ],
    [
      { course: '长'.repeat(201), day: '2026-05-16' },
      { kind: 'input_refused', field: 'course' },
    ],
  ])('asks again where %j is not enough: %o', async (filled, toast) => {
    const syncId = await waiting();
    await harness.handle(pressed({ do: 'give_input', syncId, ...filled }));
    expect(lastToast()).toEqual(toast);
    expect((await harness.syncs())[0]?.status).toBe('needs_input');
  });

  it('is told of a sync that waits for a person as such', async () => {
    const syncId = await waiting();
    await harness.handle(pressed({ do: 'rerun', syncId }));
    expect(lastToast()).toEqual({ kind: 'refused', why: { kind: 'awaits_person', number: 1 } });
  });

  const first = { do: 'give_input', course: '入门' } as const;
  const second = { do: 'give_input', day: '2026-05-16' } as const;
  it.each([
    ['the course first', first, 'day', second],
    ['the day first', second, 'course', first],
  ] as const)('takes course and day one after the other, %s', async (_, one, missing, other) => {
    const syncId = await waiting();
    await harness.handle(pressed({ ...one, syncId }));
    expect(lastToast()).toEqual({ kind: 'input_noted', missing });
    expect(await harness.syncs()).toMatchObject([{ status: 'needs_input', needs: { [missing]: true } }]);
    await harness.handle(pressed({ ...other, syncId }));
    expect(lastToast()).toEqual({ kind: 'input_taken' });
    expect(await harness.syncs()).toMatchObject([
      { status: 'queued', input: { course: '入门', day: '2026-05-16' } },
    ]);
  });

  it('loses neither where both are said at once', async () => {
    const syncId = await waiting();
    await Promise.all([first, second].map((said) => harness.handle(pressed({ ...said, syncId }))));
    expect(await harness.syncs()).toMatchObject([
      { status: 'queued', input: { course: '入门', day: '2026-05-16' } },
    ]);
  });

  it.each([
    ['only the day is asked', { course: false }, { kind: 'day_missing' }],
    [
      'sheets are asked too',
      { sheets: [{ name: '第12期', rows: 3, proposed: true }] },
      { kind: 'day_missing' },
    ],
  ])('asks again for the day where %s', async (_, needs, toast) => {
    const syncId = await waiting(needs);
    await harness.handle(pressed({ ...first, syncId, sheets: ['第12期'] }));
    expect(lastToast()).toEqual(toast);
  });

  it('takes the sheets that are meant, and asks again without', async () => {
    const syncId = await waiting({
      course: false,
      day: false,
      sheets: [{ name: '第12期', rows: 3, proposed: true }],
    });
    await harness.handle(pressed({ do: 'give_input', syncId }));
    expect(lastToast()).toEqual({ kind: 'sheets_missing' });
    await harness.handle(pressed({ do: 'give_input', syncId, sheets: ['第12期'] }));
    expect((await harness.syncs())[0]?.input.sheets).toEqual(['第12期']);
  });

  it.each([true, false])('takes whether a column is the 用户ID: %s; and asks again without', async (isId) => {
    const idColumn = { title: '学员编号', titleRow: '学员编号\n昵称' };
    const syncId = await waiting({ course: false, day: false, idColumn });
    await harness.handle(pressed({ do: 'give_input', syncId }));
    expect(lastToast()).toEqual({ kind: 'column_missing' });
    const press = pressed({ do: 'give_input', syncId, isIdColumn: isId });
    await harness.handle(press);
    const by = press.person.openId;
    expect((await harness.syncs())[0]?.input.idColumn).toEqual({ ...idColumn, isId, by });
  });

  it('confirms what was asked', async () => {
    const syncId = await waiting({
      course: false,
      day: false,
      confirm: [sampleReason('empty_learner_table')],
    });
    await harness.handle(pressed({ do: 'give_input', syncId, confirm: true }));
    expect((await harness.syncs())[0]?.input.confirmed).toEqual([
      { code: 'empty_learner_table', size: 0, by: 'ou_staff' },
    ]);
  });

  it('takes the course that may be meant instead of the one that was asked about', async () => {
    const asked = { confirm: [sampleReason('course_similar'), sampleReason('date_far')] };
    const syncId = await waiting({ course: false, day: false, ...asked });
    await harness.handle(pressed({ do: 'give_input', syncId, confirm: true, useSimilar: true }));
    expect((await harness.syncs())[0]?.input).toMatchObject({
      courseInstead: [{ course: '非暴力沟通人门', use: '非暴力沟通入门' }],
      confirmed: [{ code: 'date_far' }],
    });
  });

  it('lets only whoever sent the file say which column is the 用户ID', async () => {
    const idColumn = { title: '学员编号', titleRow: '学员编号\n昵称' };
    const syncId = await waiting({ course: false, day: false, idColumn });
    const give = { do: 'give_input', syncId, isIdColumn: true } as const;
    await harness.handle(pressed(give, { person: colleague }));
    expect(lastToast()).toEqual({ kind: 'not_yours', askedBy: null });
    expect((await harness.syncs())[0]).toMatchObject({ status: 'needs_input' });
  });

  it('lets only whoever sent the file settle doubts, and those who may act for others', async () => {
    const asked = { course: false, day: false, confirm: [sampleReason('many_updates')] };
    const press = (syncId: string) =>
      harness.handle(pressed({ do: 'give_input', syncId, confirm: true }, { person: colleague }));
    const syncId = await waiting(asked);
    await press(syncId);
    expect(lastToast()).toEqual({ kind: 'not_yours', askedBy: null });
    expect((await harness.syncs())[0]).toMatchObject({ status: 'needs_input' });
    const allowed = { users: new Set([colleague.openId]), chats: new Set<string>() };
    harness.deps = { ...harness.deps, allowed };
    await press(syncId);
    expect(lastToast()).toEqual({ kind: 'input_taken' });
  });

  it('lets everybody of the chat say what the file does not', async () => {
    const syncId = await waiting({ course: true, day: false });

    await harness.handle(pressed({ do: 'give_input', syncId, course: '入门' }, { person: colleague }));
    expect(lastToast()).toEqual({ kind: 'input_taken' });
  });
});

describe('这个日期用于另外N份', () => {
  async function waits(messageId: string, needs = {}, over = {}): Promise<string> {
    const { id } = await harness.addSync({ messageId, ...over });
    await harness.deps.syncs.start(id);
    await harness.deps.syncs.waitForInput(id, sampleNeeds({ course: true, day: true, ...needs }), null);
    return id;
  }

  it('gives the day to the other files of its sender in the chat that wait for one, once', async () => {
    const syncId = await waits('om_1');
    await harness.handle(pressed({ do: 'give_input', syncId, day: '2026-05-16' }));
    await waits('om_2');
    await waits('om_3', { course: false });
    await waits('om_4', {}, { sender: colleague });
    await waits('om_5', {}, { chat: { chatId: 'oc_elsewhere', kind: 'private' } });
    const press = pressed({ do: 'share_day', syncId });
    await harness.handle(press);
    expect(lastToast()).toEqual({ kind: 'day_shared', count: 2 });
    const day = { input: { day: '2026-05-16' } };
    const none = { input: { day: null } };
    expect(await harness.syncs()).toMatchObject([
      { status: 'needs_input', ...day },
      { status: 'needs_input', needs: { course: true, day: false }, ...day },
      { status: 'queued', ...day },
      none,
      none,
    ]);
    await harness.handle(press);
    expect(lastToast()).toEqual({ kind: 'none_awaits_day' });
  });

  it('has nothing to give where no day was given', async () => {
    await waits('om_2');
    await harness.handle(pressed({ do: 'share_day', syncId: await waits('om_1') }));
    expect(lastToast()).toEqual({ kind: 'not_possible' });
  });
});

describe('同步这个文件', () => {
  const take = (over = {}) =>
    pressed({ do: 'take_file', messageId: 'om_file' }, { chatId: 'oc_group', ...over });
  const file = { kind: 'file', chatId: 'oc_group', fileKey: 'file_0', fileName: '群.csv' } as const;

  it('takes the file once, whoever presses and however often; the card answers the file', async () => {
    harness.chat.messages.set('om_file', file);
    const presses = [take(), take({ eventId: 'e2' }), take({ eventId: 'e3', person: colleague })];
    await Promise.all(presses.map((press) => harness.handle(press)));
    expect(lastToast()).toEqual({ kind: 'file_taken' });
    expect(await harness.syncs()).toMatchObject([
      {
        fileName: '群.csv',
        origin: {
          chatId: 'oc_group',
          messageId: 'om_file',
          file: { messageId: 'om_file', fileKey: 'file_0' },
        },
      },
    ]);
  });

  it('does not reach into other chats', async () => {
    harness.chat.messages.set('om_file', { ...file, chatId: 'oc_secret' });
    await harness.handle(take());
    expect(await harness.syncs()).toEqual([]);
    expect(lastToast()).toEqual({ kind: 'refused', why: { kind: 'no_file_in_reply' } });
  });
});

describe('执行, under an old command', () => {
  const run = (text: string, over = {}) =>
    pressed({ do: 'run_command', text }, { cardMessageId: 'om_question', ...over });

  it('runs the command once; the card answers the question', async () => {
    await harness.addFinished();
    await harness.handle(run('/rerun 1'));
    expect(lastToast()).toEqual({ kind: 'rerun_queued', number: 2 });
    await harness.handle(run('/rerun 1', { eventId: 'e2' }));
    expect(lastToast()).toEqual({ kind: 'command_taken' });
    expect(await harness.syncs()).toMatchObject([{}, { origin: { messageId: 'om_question' } }]);
  });

  it('tells what is in the way', async () => {
    await harness.handle(run('/rerun 5'));
    expect(lastToast()).toEqual({ kind: 'refused', why: { kind: 'unknown_number', number: 5 } });
  });

  it.each(['/help', '/sync', '你好', '/preview'])(
    'runs nothing but what it asked about: %s',
    async (text) => {
      await harness.handle(run(text));
      expect(lastToast()).toEqual({ kind: 'not_possible' });
    },
  );
});
