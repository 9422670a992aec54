import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../src/bot/chat-event.ts';
import { handleChatEvent } from '../../src/bot/handle-chat-event.ts';
import { finishSync } from '../http/finish-sync.ts';
import { type BotHarness, createBotHarness } from './bot-harness.ts';
import {
  chatEntered,
  colleague,
  fileSent,
  group,
  menuChosen,
  now,
  otherSent,
  privateChat,
  staff,
  textSent,
} from './sample-events.ts';

let harness: BotHarness;
beforeEach(async () => {
  harness = await createBotHarness();
});
afterEach(() => harness.close());

const minute = 60_000;
const inGroup = { chat: group, mentionsBot: true };

/** What was answered, in short. */
function answers(): string[] {
  return harness.chat.calls.map(({ call, to, notice }) => {
    const why = notice !== undefined && 'why' in notice ? ` ${notice.why.kind}` : '';
    return `${call} ${to}${notice === undefined ? '' : ` ${notice.kind}`}${why}`;
  });
}

describe('a file in a private chat', () => {
  it('becomes a sync at once, to be downloaded when its turn comes', async () => {
    expect(await harness.handle(fileSent())).toBeNull();
    expect(await harness.syncs()).toMatchObject([
      {
        number: 1,
        status: 'queued',
        source: 'bot',
        fileName: '名单.csv',
        dryRun: false,
        input: { course: null, day: null },
        origin: {
          chatId: 'oc_private',
          messageId: 'om_1',
          openId: 'ou_staff',
          file: { messageId: 'om_1', fileKey: 'file_1' },
        },
      },
    ]);
  });

  it('is not answered here: its card comes from the announcer', async () => {
    await harness.handle(fileSent());
    expect(harness.chat.calls).toEqual([]);
    expect(await harness.deps.bot.openCards()).toHaveLength(1);
  });
});

describe('whatever is delivered again', () => {
  const again: Record<string, (event: ChatEvent) => Promise<void>> = {
    'five times at once': async (event) => {
      await Promise.all(Array.from({ length: 5 }, () => harness.handle(event)));
    },
    'under a new event id': async (event) => {
      await harness.handle(event);
      await harness.handle({ ...event, eventId: 'event_2' });
    },
    'after 15 s, 5 min, 1 h and 6 h': async (event) => {
      await harness.handle(event);
      for (const minutes of [0.25, 5, 60, 360]) {
        harness.clock.advance(minutes * minute);
        await harness.handle(event);
      }
    },
    'after a restart': async (event) => {
      await harness.handle(event);
      await harness.restart();
      await harness.handle(event);
    },
  };

  it.each(Object.keys(again))('a file makes one sync: %s', async (way) => {
    await again[way]?.(fileSent());
    expect(await harness.syncs()).toHaveLength(1);
    expect(harness.chat.calls).toEqual([]);
  });

  it.each(Object.keys(again))('/sync makes one sync: %s', async (way) => {
    const file = { kind: 'file', chatId: 'oc_group', fileKey: 'file_0', fileName: '群.csv' } as const;
    harness.chat.messages.set('om_0', file);
    await again[way]?.(textSent('/sync', { ...inGroup, parentId: 'om_0' }));
    expect(await harness.syncs()).toHaveLength(1);
    expect(answers()).toEqual([]);
  });

  it.each(Object.keys(again))('a command is answered once: %s', async (way) => {
    await again[way]?.(textSent('/help'));
    expect(answers()).toEqual(['reply om_1 help asked']);
  });

  it.each(Object.keys(again))('a rerun makes one sync: %s', async (way) => {
    await harness.addFinished();
    await again[way]?.(textSent('/rerun', { messageId: 'om_2', eventId: 'event_9' }));
    expect(await harness.syncs()).toHaveLength(2);
    expect(answers()).toEqual([]);
  });

  it('a rerun that has ended in between is not run again', async () => {
    await harness.addFinished();
    const command = textSent('/rerun', { messageId: 'om_2' });
    await harness.handle(command);
    const repeated = (await harness.syncs())[1];
    await finishSync(harness.deps.syncs, repeated?.id ?? '');
    await harness.handle({ ...command, eventId: 'event_2' });
    expect(await harness.syncs()).toHaveLength(2);
    expect(answers()).toEqual([]);
  });

  it('a rerun that was refused is not run once it could be', async () => {
    await harness.addFinished();
    await harness.handle(textSent('/rerun', { messageId: 'om_2', eventId: 'event_2' }));
    const refused = textSent('/rerun', { messageId: 'om_3', eventId: 'event_3' });
    await harness.handle(refused);
    await finishSync(harness.deps.syncs, (await harness.syncs())[1]?.id ?? '');
    await harness.handle({ ...refused, eventId: 'event_4' });
    expect(await harness.syncs()).toHaveLength(2);
    expect(answers()).toEqual(['reply om_3 refused still_running']);
  });

  it('/sync that was refused takes no file once it could', async () => {
    const command = textSent('/sync', { ...inGroup, parentId: 'om_0' });
    harness.chat.messages.set('om_0', { kind: 'forbidden', scope: 'im:message.group_msg' });
    await harness.handle(command);
    harness.chat.messages.set('om_0', {
      kind: 'file',
      chatId: 'oc_group',
      fileKey: 'file_0',
      fileName: '群.csv',
    });
    await harness.handle({ ...command, eventId: 'event_2' });
    expect(await harness.syncs()).toEqual([]);
    expect(answers()).toEqual(['reply om_1 refused cannot_read_group']);
  });

  it('a choice from the menu is carried out once', async () => {
    await harness.addFinished();
    await Promise.all(Array.from({ length: 5 }, () => harness.handle(menuChosen('rerun', { eventId: 'e' }))));
    expect(await harness.syncs()).toHaveLength(2);
    expect(answers()).toEqual([]);
  });

  it('one is welcomed once a day', async () => {
    await harness.handle(chatEntered());
    await harness.handle(chatEntered({ eventId: 'event_2' }));
    await harness.handle(chatEntered({ eventId: 'event_3', person: colleague }));
    expect(answers()).toEqual(['sendToPerson ou_staff welcome', 'sendToPerson ou_colleague welcome']);
    harness.clock.advance(24 * 60 * minute);
    await harness.handle(chatEntered({ eventId: 'event_4' }));
    expect(answers()).toHaveLength(3);
  });
});

describe('a file in a group', () => {
  it('is offered', async () => {
    await harness.handle(fileSent({ chat: group }));
    expect(harness.chat.calls).toMatchObject([
      { call: 'reply', to: 'om_1', notice: { kind: 'offer_file', messageId: 'om_1', fileName: '名单.csv' } },
    ]);
    expect(await harness.syncs()).toEqual([]);
  });

  const command = textSent('/sync', { ...inGroup, parentId: 'om_0' });
  const file = { kind: 'file', chatId: 'oc_group', fileKey: 'file_0', fileName: '群.csv' } as const;

  it('is taken by a reply with /sync; the card answers the command', async () => {
    harness.chat.messages.set('om_0', file);
    await harness.handle(command);
    expect(await harness.syncs()).toMatchObject([
      {
        fileName: '群.csv',
        origin: {
          chatId: 'oc_group',
          messageId: 'om_1',
          file: { messageId: 'om_0', fileKey: 'file_0' },
        },
      },
    ]);
    expect(answers()).toEqual([]);
  });

  it('is offered where the command is old', async () => {
    harness.chat.messages.set('om_0', file);
    await harness.handle({ ...command, sentAt: now - 31 * minute });
    expect(harness.chat.calls).toMatchObject([
      { to: 'om_1', notice: { kind: 'offer_file', messageId: 'om_0', fileName: '群.csv' } },
    ]);
    expect(await harness.syncs()).toEqual([]);
  });

  it.each([
    [{ kind: 'other' } as const, { kind: 'no_file_in_reply' }],
    [{ kind: 'gone' } as const, { kind: 'file_gone' }],
    [{ ...file, chatId: 'oc_elsewhere' }, { kind: 'no_file_in_reply' }],
    [
      { kind: 'forbidden', scope: 'im:message.group_msg' } as const,
      { kind: 'cannot_read_group', scope: 'im:message.group_msg' },
    ],
  ])('a reply to %j says what to do instead', async (reading, why) => {
    harness.chat.messages.set('om_0', reading);
    await harness.handle(command);
    expect(harness.chat.calls).toMatchObject([
      { call: 'reply', to: 'om_1', notice: { kind: 'refused', why } },
    ]);
    expect(await harness.syncs()).toEqual([]);
  });

  it('is asked for again where the message could not be read', async () => {
    harness.chat.readMessage = () => Promise.reject(new Error('lost connection'));
    await expect(harness.handle(command)).rejects.toThrow('lost connection');
    harness.chat.readMessage = async () => file;
    await harness.handle(command);
    expect(await harness.syncs()).toHaveLength(1);
  });
});

describe('/rerun', () => {
  const command = (text: string, over = {}) =>
    textSent(text, { messageId: 'om_command', eventId: 'event_command', ...over });

  it('takes the last file of the chat; the card answers the command', async () => {
    await harness.addFinished({ fileName: '一.csv' });
    await harness.addFinished({ messageId: 'om_2', eventId: 'event_2', fileName: '二.csv' });
    await harness.handle(command('/rerun'));
    expect((await harness.syncs())[2]).toMatchObject({
      number: 3,
      status: 'queued',
      fileName: '二.csv',
      origin: {
        chatId: 'oc_private',
        messageId: 'om_command',
        openId: 'ou_staff',
        file: { messageId: 'om_2' },
      },
    });
    expect(answers()).toEqual([]);
  });

  it('takes a sync of the chat by its number, whoever asked for it', async () => {
    await harness.addFinished({ sender: colleague });
    await harness.addFinished({ messageId: 'om_2', eventId: 'event_2' });
    await harness.handle(command('/rerun #1'));
    const [first, , third] = await harness.syncs();
    expect(third?.rerunOf).toBe(first?.id);
  });

  it('takes a sync of the person by its number in any chat', async () => {
    await harness.addFinished();
    await harness.handle(command('/rerun 1', inGroup));
    expect(await harness.syncs()).toHaveLength(2);
  });

  it('does not touch what others do elsewhere', async () => {
    await harness.addFinished({ sender: colleague, chat: { chatId: 'oc_other', kind: 'private' } });
    await harness.handle(command('/rerun 1'));
    expect(harness.chat.calls).toMatchObject([
      { call: 'reply', to: 'om_command', notice: { why: { kind: 'unknown_number', number: 1 } } },
    ]);
    expect(await harness.syncs()).toHaveLength(1);
  });

  it('without a number looks into its own chat only', async () => {
    await harness.addFinished();
    await harness.handle(command('/rerun', inGroup));
    expect(answers()).toEqual(['reply om_command refused nothing_to_rerun']);
  });

  it('says so while the sync is running', async () => {
    await harness.addSync();
    await harness.handle(command('/rerun'));
    expect(harness.chat.calls).toMatchObject([{ notice: { why: { kind: 'still_running', number: 1 } } }]);
  });

  it('says so when the file has been deleted', async () => {
    await harness.addFinished();
    await harness.deps.syncs.deleteOld(new Date(now + 60 * 24 * 60 * minute));
    await harness.handle(command('/rerun'));
    expect(answers()).toEqual(['reply om_command refused file_deleted']);
  });

  it('says so when the sync belongs to another Base', async () => {
    await harness.addFinished();
    harness.deps = { ...harness.deps, target: { ...harness.deps.target, baseToken: 'other' } };
    await harness.handle(command('/rerun'));
    expect(answers()).toEqual(['reply om_command refused other_target']);
  });

  it('is asked about when it is old', async () => {
    await harness.addFinished();
    await harness.handle(command('/rerun', { sentAt: now - 31 * minute }));
    expect(harness.chat.calls).toMatchObject([{ notice: { kind: 'old_command', text: '/rerun' } }]);
    expect(await harness.syncs()).toHaveLength(1);
  });

  it("from the menu takes the person's last file; the card answers what the first answered", async () => {
    await harness.addFinished();
    await harness.addFinished({ messageId: 'om_2', eventId: 'event_2', sender: colleague });
    await harness.handle(menuChosen('rerun', { eventId: 'event_menu' }));
    expect((await harness.syncs())[2]).toMatchObject({
      origin: { chatId: 'oc_private', messageId: 'om_1', openId: 'ou_staff' },
    });
  });

  it('from the menu tells the person what is in the way', async () => {
    await harness.handle(menuChosen('rerun'));
    expect(answers()).toEqual(['sendToPerson ou_staff refused nothing_to_rerun']);
  });
});

describe('/status and /history', () => {
  beforeEach(async () => {
    await harness.addFinished({ messageId: 'om_1', eventId: 'e1', fileName: '完成.csv' });
    await harness.addSync({ messageId: 'om_2', eventId: 'e2', fileName: '等待.csv' });
    await harness.addSync({
      messageId: 'om_3',
      eventId: 'e3',
      fileName: '同事.csv',
      sender: colleague,
      chat: { chatId: 'oc_other', kind: 'private' },
    });
  });
  const listed = () =>
    harness.chat.calls.map(({ notice }) =>
      notice !== undefined && 'syncs' in notice ? notice.syncs.map(({ sync }) => sync.fileName) : [],
    );
  const command = (text: string, over = {}) => textSent(text, { messageId: 'om_9', eventId: 'e9', ...over });

  it('list what is not finished, or the latest', async () => {
    await harness.handle(command('/status'));
    await harness.handle(command('/history', { messageId: 'om_10', eventId: 'e10' }));
    expect(listed()).toEqual([['等待.csv'], ['等待.csv', '完成.csv']]);
  });

  it('tell the place in the queue, behind those of others', async () => {
    await harness.addSync({ messageId: 'om_4', eventId: 'e4', fileName: '最后.csv' });
    await harness.handle(command('/status'));
    expect(harness.chat.calls.at(-1)?.notice).toMatchObject({
      syncs: [{ queue: { before: 2 } }, { queue: { before: 0 } }],
    });
  });

  it('do not show a group what its members do elsewhere', async () => {
    await harness.handle(command('/history', inGroup));
    expect(listed()).toEqual([[]]);
  });

  it("from the menu list what is the person's own", async () => {
    await harness.handle(menuChosen('history'));
    expect(harness.chat.calls).toMatchObject([{ call: 'sendToPerson', to: 'ou_staff' }]);
    expect(listed()).toEqual([['等待.csv', '完成.csv']]);
  });

  it('list ten at most', async () => {
    for (let index = 10; index < 20; index += 1) {
      await harness.addSync({ messageId: `om_${index}`, eventId: `e${index}`, fileName: `${index}.csv` });
    }
    await harness.handle(command('/history'));
    expect(listed()[0]).toHaveLength(10);
    expect(listed()[0]?.[0]).toBe('19.csv');
  });
});

describe('/template', () => {
  it('sends an example roster to the person', async () => {
    await harness.handle(textSent('/template'));
    expect(harness.chat.calls).toMatchObject([
      { call: 'sendFile', to: 'ou_staff', file: { name: '学员名单示例.csv' } },
    ]);
  });

  it('says in a group where it went', async () => {
    await harness.handle(textSent('/template', inGroup));
    expect(answers()).toEqual(['sendFile ou_staff', 'reply om_1 template_sent']);
  });
});

describe('an answer that cannot be sent', () => {
  it('is sent once more after the time Feishu asks for', async () => {
    harness.chat.sendOutcomes = [{ kind: 'later', afterMs: 3_000 }];
    await harness.handle(otherSent());
    expect(harness.clock.slept).toEqual([3_000]);
    expect(answers()).toEqual(['reply om_1 help not_a_file']);
  });

  it('is sent once more after a failure, which is logged', async () => {
    harness.chat.sendOutcomes = [new Error('lost connection')];
    await harness.handle(otherSent());
    expect(answers()).toEqual(['reply om_1 help not_a_file']);
    expect(harness.logged.join()).toContain('sending to chat failed');
  });

  it('is given up after the second failure, without harm', async () => {
    harness.chat.sendOutcomes = [new Error('one'), new Error('two')];
    await harness.handle(otherSent());
    expect(answers()).toEqual([]);
    expect(harness.logged.join()).toContain('was not sent');
  });

  it('is not sent again where nobody is left', async () => {
    harness.chat.sendOutcomes = [{ kind: 'unreachable' }];
    await harness.handle(otherSent());
    expect(answers()).toEqual([]);
    expect(harness.clock.slept).toEqual([]);
  });

  it('does not keep the event waiting', async () => {
    let send = () => {};
    const sent = new Promise<void>((resolve) => {
      send = resolve;
    });
    const { reply } = harness.chat;
    harness.chat.reply = (...message) => sent.then(() => reply(...message));
    await handleChatEvent(harness.deps, textSent('/help', { sender: staff, chat: privateChat }));
    expect(answers()).toEqual([]);
    send();
    await harness.deps.background.idle();
    expect(answers()).toEqual(['reply om_1 help asked']);
  });
});
