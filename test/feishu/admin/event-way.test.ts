import { expect, it } from 'vitest';
import { createEventProbe } from '../../../src/feishu/admin/event-way.ts';
import { readDelivery } from '../../../src/feishu/events/read-delivery.ts';

const keys = { verificationToken: 'token', encryptKey: 'key' };
const at = Date.UTC(2026, 4, 16);
const read = (given: typeof keys) => {
  const { body, headers } = createEventProbe(keys, at);
  return readDelivery(Buffer.from(body), headers, given, at);
};

it('the probe is genuine to whoever has the same keys, and to nobody else', () => {
  expect(read(keys)).toMatchObject({ kind: 'event' });
  expect(read({ ...keys, encryptKey: 'other' })).toEqual({ kind: 'not_genuine', why: 'signature' });
  expect(read({ ...keys, verificationToken: 'other' })).toEqual({ kind: 'not_genuine', why: 'token' });
});
