import { describe, expect, it } from 'vitest';
import type { BotAction } from '../../src/bot/bot-action.ts';
import type { CardAction, ChatEvent } from '../../src/bot/chat-event.ts';
import { decideAction } from '../../src/bot/decide-action.ts';
import type { AllowedPeople } from '../../src/bot/is-allowed.ts';
import {
  chatEntered,
  fileSent,
  group,
  menuChosen,
  now,
  otherSent,
  pressed,
  privateChat,
  staff,
  stranger,
  textSent,
} from './sample-events.ts';

const minute = 60_000;
const everybody: AllowedPeople = { users: new Set(), chats: new Set() };
const decide = (event: ChatEvent, allowed = everybody) => decideAction(event, { now, allowed });

const inGroup = { chat: group, mentionsBot: true };
const rerun: CardAction = { do: 'rerun', syncId: 'b9a7c0de-0000-4000-8000-000000000037' };

/** The action in short, for tables. */
function inShort(action: BotAction): string {
  if (action.do === 'answer') {
    const { message } = action;
    return 'why' in message ? `${message.kind} ${message.why.kind}` : message.kind;
  }
  if (action.do === 'toast')
    return action.reason.kind === 'refused' ? action.reason.why.kind : action.reason.kind;
  return action.do;
}

describe('what an event asks for', () => {
  it.each<[string, ChatEvent, string]>([
    ['a file in a private chat is taken', fileSent(), 'take_file'],
    ['… whatever its age', fileSent({ sentAt: now - 600 * minute }), 'take_file'],
    ['… and whatever its name', fileSent({ fileName: '名单' }), 'take_file'],
    ['a file in a group is offered', fileSent({ chat: group }), 'offer_file'],
    ['an xlsx file too', fileSent({ chat: group, fileName: 'A.XLSX' }), 'offer_file'],
    ['other files in groups are not for the bot', fileSent({ chat: group, fileName: '合同.pdf' }), 'nothing'],
    ['a picture gets a kind help', otherSent(), 'help not_a_file'],
    ['pictures in groups are not for the bot', otherSent({ chat: group }), 'nothing'],
    ['talk gets a kind help', textSent('你好'), 'help not_a_file'],
    ['talk in a group is not for the bot', textSent('/help', { chat: group }), 'nothing'],
    ['talk to the bot in a group is', textSent('你好', inGroup), 'help not_a_file'],
    ['a bare mention asks for help', textSent('', inGroup), 'help asked'],
    ['help', textSent('/help'), 'help asked'],
    ['an unknown command', textSent('/unknown'), 'help unknown_command'],
    ['status', textSent('/status'), 'list'],
    ['history', textSent('历史', inGroup), 'list'],
    ['template', textSent('/template'), 'send_template'],
    ['rerun', textSent('/rerun 37', inGroup), 'rerun'],
    ['sync as a reply', textSent('/sync', { ...inGroup, parentId: 'om_0' }), 'take_replied_file'],
    ['sync that replies to nothing', textSent('/sync', inGroup), 'refused no_file_in_reply'],
    ['the menu runs the same commands', menuChosen('rerun'), 'rerun'],
    ['… under their Chinese names', menuChosen('状态'), 'list'],
    ['… but has nothing to reply to', menuChosen('sync'), 'refused no_file_in_reply'],
    ['who enters is welcomed', chatEntered(), 'welcome'],
    ['a pressed button', pressed(rerun), 'press'],
  ])('%s', (_, event, action) => {
    expect(inShort(decide(event))).toBe(action);
  });

  it('takes a file with all that is needed to download and answer it', () => {
    expect(decide(fileSent())).toEqual({
      do: 'take_file',
      sent: {
        file: { messageId: 'om_1', fileKey: 'file_1' },
        fileName: '名单.csv',
        sentAt: now,
        asker: {
          kind: 'message',
          openId: staff.openId,
          chat: privateChat,
          messageId: 'om_1',
          keys: ['message:om_1', 'event:event_1'],
        },
      },
    });
  });

  it('quotes an unknown command shortened, with the closest', () => {
    expect(decide(textSent(`/reru ${'很长'.repeat(50)}`))).toMatchObject({
      message: { why: { typed: `/reru ${'很长'.repeat(17)}…`, closest: '/rerun' } },
    });
  });
});

describe('a command that writes and is older than 30 minutes', () => {
  it.each([
    ['/rerun', 30, 'rerun'],
    ['/rerun', 31, 'old_command'],
    ['/undo 37', 30, 'undo'],
    ['/undo 37', 31, 'old_command'],
    ['/status', 31, 'list'],
    ['/help', 31, 'help asked'],
  ])('%s after %i minutes: %s', (text, minutes, action) => {
    expect(inShort(decide(textSent(text, { sentAt: now - minutes * minute })))).toBe(action);
    expect(inShort(decide(menuChosen(text, { at: now - minutes * minute })))).toBe(action);
  });

  it('is asked about with the file it replied to', () => {
    const sync = (minutes: number) =>
      decide(textSent('/sync', { parentId: 'om_0', sentAt: now - minutes * minute }));
    expect(sync(30)).toMatchObject({ do: 'take_replied_file', parentId: 'om_0', ask: false });
    expect(sync(31)).toMatchObject({ do: 'take_replied_file', parentId: 'om_0', ask: true });
  });
});

describe('a preview', () => {
  it('takes the file that the command replies to, however late it comes', () => {
    const replied = textSent('预览', { parentId: 'om_0', sentAt: now - 60 * minute });
    expect(decide(replied)).toMatchObject({
      do: 'take_replied_file',
      parentId: 'om_0',
      ask: false,
      dryRun: true,
    });
  });

  it('in reply to nothing is of the next file within ten minutes', () => {
    const since = now - 5_000;
    expect(decide(textSent('/preview', { sentAt: since }))).toMatchObject({
      ...{ do: 'expect_preview', since, until: now + 10 * minute },
    });
    expect(decide(menuChosen('preview', { at: since }))).toMatchObject({ do: 'expect_preview', since });
  });
});

describe('the welcome', () => {
  it('has one key per person and day in China', () => {
    const keyAt = (time: number) => {
      const action = decideAction(chatEntered(), { now: time, allowed: everybody });
      return action.do === 'answer' ? action.asker.keys : [];
    };
    expect(keyAt(Date.UTC(2026, 10, 24, 15, 59))).toEqual(['welcome:ou_staff:2026-11-24']);
    expect(keyAt(Date.UTC(2026, 10, 24, 16, 0))).toEqual(['welcome:ou_staff:2026-11-25']);
  });
});

describe('who may', () => {
  const onlyUsers = { users: new Set(['ou_staff']), chats: new Set<string>() };
  const onlyGroup = { users: new Set<string>(), chats: new Set(['oc_group']) };
  const others = { users: new Set(['ou_boss']), chats: new Set(['oc_office']) };

  it.each<[string, ChatEvent, AllowedPeople, string]>([
    ['everybody, where nobody is named', fileSent(), everybody, 'take_file'],
    ['a person by name', fileSent(), onlyUsers, 'take_file'],
    ['a person by chat', textSent('/rerun', inGroup), onlyGroup, 'rerun'],
    ['… but not elsewhere', fileSent(), onlyGroup, 'refused not_allowed'],
    ['nobody else: a file', fileSent(), others, 'refused not_allowed'],
    ['a text', textSent('/help'), others, 'refused not_allowed'],
    ['a picture', otherSent(), others, 'refused not_allowed'],
    ['the menu', menuChosen('help'), others, 'refused not_allowed'],
    ['the menu has no chat to pass by', menuChosen('help'), onlyGroup, 'refused not_allowed'],
    ['a button', pressed(rerun), others, 'not_allowed'],
    ['a button in an allowed chat', pressed(rerun, { chatId: 'oc_group' }), onlyGroup, 'press'],
    ['a mention in a group is answered', textSent('/rerun', inGroup), others, 'refused not_allowed'],
    ['a file in a group is passed over', fileSent({ chat: group }), others, 'nothing'],
    ['talk in a group is passed over', textSent('hi', { chat: group }), others, 'nothing'],
    ['entering is passed over', chatEntered(), others, 'nothing'],
  ])('%s', (_, event, allowed, action) => {
    expect(inShort(decide(event, allowed))).toBe(action);
  });

  it.each<[string, ChatEvent, string]>([
    ['a file', fileSent({ sender: stranger }), 'refused not_allowed'],
    ['a text', textSent('/rerun', { sender: stranger }), 'refused not_allowed'],
    ['a file in a group', fileSent({ sender: stranger, chat: group }), 'nothing'],
    ['a text in a group', textSent('/rerun', { sender: stranger, chat: group }), 'nothing'],
    ['a mention in a group', textSent('/rerun', { ...inGroup, sender: stranger }), 'refused not_allowed'],
    ['the menu', menuChosen('help', { person: stranger }), 'refused not_allowed'],
    ['a button', pressed(rerun, { person: stranger }), 'not_allowed'],
    ['entering', chatEntered({ person: stranger }), 'nothing'],
  ])('nobody of another tenant, even if named: %s', (_, event, action) => {
    const named = { users: new Set([stranger.openId]), chats: new Set(['oc_group', 'oc_private']) };
    expect(inShort(decide(event))).toBe(action);
    expect(inShort(decide(event, named))).toBe(action);
  });
});
