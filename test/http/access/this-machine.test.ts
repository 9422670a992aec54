import { describe, expect, it } from 'vitest';
import { isLocal, type RequestOrigin } from '../../../src/http/access/this-machine.ts';

const local: RequestOrigin = {
  peer: '127.0.0.1',
  host: 'localhost:3000',
  headerNames: [],
  httpVersion: '1.1',
};

describe('this machine', () => {
  const decide = (over: Partial<RequestOrigin>) => isLocal({ ...local, ...over });

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
    expect(decide(over)).toBe(true);
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
    expect(decide(over)).toBe(false);
  });

  it.each([
    'forwarded',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-anything',
    'x-real-ip',
    'via',
  ])('a proxy does not: %s', (name) => {
    expect(decide({ headerNames: ['host', name] })).toBe(false);
  });

  it('a proxy that says nothing of itself but speaks HTTP/1.0 does not', () => {
    expect(decide({ httpVersion: '1.0' })).toBe(false);
  });
});
