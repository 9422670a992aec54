import { describe, expect, it } from 'vitest';
import { type AccessRequest, decideAccess } from '../../src/http/decide-access.ts';

const local: AccessRequest = {
  peer: '127.0.0.1',
  host: 'localhost:3000',
  authorization: undefined,
  headerNames: [],
};
const basic = (text: string) => `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;

describe('without a password', () => {
  const decide = (over: Partial<AccessRequest>) =>
    decideAccess({ kind: 'this_machine' }, { ...local, ...over });

  it.each([
    { peer: '127.0.0.1', host: 'localhost' },
    { peer: '127.0.0.1', host: 'LOCALHOST:3000' },
    { peer: '127.0.0.1', host: '127.0.0.1' },
    { peer: '127.0.0.1', host: '127.0.0.1:3000' },
    { peer: '127.8.9.1', host: '127.8.9.1:80' },
    { peer: '::1', host: '[::1]:3000' },
    { peer: '::1', host: '[::1]' },
    { peer: '::ffff:127.0.0.1', host: 'localhost:3000' },
  ])('this machine enters: $peer asking for $host', (over) => {
    expect(decide(over)).toBe('allowed');
  });

  it.each([
    { peer: '192.168.1.7', host: 'localhost:3000' },
    { peer: '::ffff:192.168.1.7', host: 'localhost:3000' },
    { peer: 'fe80::1', host: 'localhost:3000' },
    { peer: undefined, host: 'localhost:3000' },
    { peer: '127.0.0.1', host: 'sync.example.org' },
    { peer: '127.0.0.1', host: '192.168.1.7:3000' },
    { peer: '127.0.0.1', host: 'localhost.example.org' },
    { peer: '127.0.0.1', host: '127.0.0.1.example.org' },
    { peer: '127.0.0.1', host: 'localhost@example.org' },
    { peer: '127.0.0.1', host: '' },
    { peer: '127.0.0.1', host: undefined },
  ])('nobody else does: $peer asking for $host', (over) => {
    expect(decide(over)).toBe('local_only');
  });

  it.each(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-anything'])(
    'a proxy does not: %s',
    (name) => {
      expect(decide({ headerNames: ['host', name] })).toBe('local_only');
    },
  );
});

describe('with a password', () => {
  const decide = (authorization: string | undefined, password = '密码 pa:ss') =>
    decideAccess({ kind: 'password', password }, { ...local, peer: '203.0.113.5', authorization });

  it.each(['staff:密码 pa:ss', ':密码 pa:ss', '任何人:密码 pa:ss'])(
    'it opens with any user name: %s',
    (text) => {
      expect(decide(basic(text))).toBe('allowed');
    },
  );

  it('the scheme is read in any case', () => {
    expect(decide(basic('a:密码 pa:ss').replace('Basic', 'basic'))).toBe('allowed');
  });

  it.each([
    undefined,
    '',
    'Basic',
    'Basic !!!',
    basic('staff:'),
    basic('staff'),
    basic('密码 pa:ss'),
    basic('staff:密码 pa:ss '),
    basic('staff:密码 pa'),
    `Bearer ${Buffer.from('staff:密码 pa:ss').toString('base64')}`,
  ])('nothing else opens: %s', (authorization) => {
    expect(decide(authorization)).toBe('login_required');
  });

  it('this machine needs it too', () => {
    expect(decideAccess({ kind: 'password', password: 'secret' }, local)).toBe('login_required');
  });
});
