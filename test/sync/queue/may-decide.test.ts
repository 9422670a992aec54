import { expect, it } from 'vitest';
import { type Decider, mayDecide } from '../../../src/sync/queue/may-decide.ts';
import type { Asker } from '../../../src/sync/sync-record.ts';

const person = { kind: 'person', name: '小王', openId: 'ou_wang', mayForOthers: false } as const;
const inChat = (openId: string) => ({
  origin: { chatId: 'oc', messageId: 'om', openId, file: null },
  askedBy: null,
});
const onPage = (askedBy: Asker | null) => ({ origin: null, askedBy });

it.each<[string, Decider, Parameters<typeof mayDecide>[1], boolean]>([
  ['whoever shares the password', { kind: 'anybody' }, inChat('ou_li'), true],
  ['whoever sent the file in chat', person, inChat('ou_wang'), true],
  ['somebody else', person, inChat('ou_li'), false],
  ['who may act for others', { ...person, mayForOthers: true }, inChat('ou_li'), true],
  ['whoever uploaded the file', person, onPage({ name: '王', openId: 'ou_wang' }), true],
  ['somebody else of the same name', person, onPage({ name: '小王', openId: 'ou_other' }), false],
  [
    'somebody of that name, where only the name is kept',
    person,
    onPage({ name: '小王', openId: null }),
    true,
  ],
  ['somebody of another name', person, onPage({ name: '小李', openId: null }), false],
  ['anybody, where nobody is known', person, onPage(null), true],
])('settles doubts: %s', (_, who, sync, may) => {
  expect(mayDecide(who, sync)).toBe(may);
});
