import { describe, expect, it } from 'vitest';
import { type ConnectionFacts, clientOf } from '../../../src/http/access/client.ts';

const publicUrl = 'http://sync.example.org';
const proxied = (forwardedFor: string, over: Partial<ConnectionFacts> = {}) =>
  clientOf({ peer: '127.0.0.1', forwardedFor, forwardedProto: '', ...over }, publicUrl);

describe('without PUBLIC_URL', () => {
  it('nothing in a header is believed', () => {
    const connection = { peer: '127.0.0.1', forwardedFor: '203.0.113.5', forwardedProto: 'https' };
    expect(clientOf(connection, null)).toEqual({ address: '127.0.0.1', peer: '127.0.0.1', isHttps: false });
  });
});

describe('with PUBLIC_URL', () => {
  it.each([
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3',
    '172.31.0.2',
    '192.168.1.2',
    'fd00::1',
    'fe80::1%eth0',
  ])('a proxy at %s is believed', (peer) => {
    expect(proxied('203.0.113.5', { peer, forwardedProto: 'https' })).toMatchObject({
      address: '203.0.113.5',
      isHttps: true,
    });
  });

  it.each(['198.51.100.7', '172.32.0.1', '2001:db8::1', '::ffff:198.51.100.7'])(
    'somebody at %s is not',
    (peer) => {
      const { address, isHttps } = proxied('203.0.113.5', { peer, forwardedProto: 'https' });
      expect([address === '203.0.113.5', isHttps]).toEqual([false, false]);
    },
  );

  it('whoever asks, cookies go by https alone where the public address is https', () => {
    const connection = { peer: '198.51.100.7', forwardedFor: '203.0.113.5', forwardedProto: '' };
    expect(clientOf(connection, 'https://sync.example.org')).toEqual({
      address: '198.51.100.7',
      peer: '198.51.100.7',
      isHttps: true,
    });
  });

  it.each([
    ['what the client wrote itself', '1.1.1.1, 2.2.2.2, 203.0.113.5', '203.0.113.5'],
    ['our own proxies', '1.1.1.1, 203.0.113.5, 10.0.0.9, 192.168.0.3', '203.0.113.5'],
    ['rubbish', 'unknown, <script>, 203.0.113.5, ', '203.0.113.5'],
    ['ports', '203.0.113.5:4711', '203.0.113.5'],
    ['brackets', '[2001:db8:1:2:3::4]:4711', '2001:db8:1:2::/64'],
  ])('passes over %s', (_, forwardedFor, address) => {
    expect(proxied(forwardedFor).address).toBe(address);
  });

  it('in an office everybody is near: the address that the proxy saw counts', () => {
    expect(proxied('192.168.1.50').address).toBe('192.168.1.50');
  });

  it('without the header it is the proxy itself', () => {
    expect(proxied('').address).toBe('127.0.0.1');
  });

  it.each([
    ['https://sync.example.org', '', true],
    ['http://sync.example.org', 'https', true],
    ['http://sync.example.org', 'HTTPS, http', true],
    ['http://sync.example.org', 'http', false],
    ['http://sync.example.org', 'httpsx', false],
  ])('%s with X-Forwarded-Proto %j: https is %s', (url, forwardedProto, isHttps) => {
    const connection = { peer: '127.0.0.1', forwardedFor: '203.0.113.5', forwardedProto };
    expect(clientOf(connection, url).isHttps).toBe(isHttps);
  });
});
