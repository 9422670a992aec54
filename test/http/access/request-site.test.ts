import { describe, expect, it } from 'vitest';
import { siteOf } from '../../../src/http/access/request-site.ts';

const host = 'sync.example.org:3000';

describe('a request comes from another site', () => {
  it.each([
    ['a browser says cross-site', { secFetchSite: 'cross-site', origin: undefined }],
    [
      'a browser says same-site: another port of this machine',
      { secFetchSite: 'same-site', origin: undefined },
    ],
    ['another origin', { secFetchSite: undefined, origin: 'https://evil.example' }],
    ['another port', { secFetchSite: undefined, origin: 'http://sync.example.org:4000' }],
    ['an origin that is hidden', { secFetchSite: undefined, origin: 'null' }],
  ])('%s', (_name, request) => {
    expect(siteOf({ ...request, host, publicUrl: null })).toBe('other');
  });
});

describe('a request comes from here', () => {
  it.each([
    ['a browser says same-origin', { secFetchSite: 'same-origin', origin: 'https://sync.example.org' }],
    ['a person typed the address', { secFetchSite: 'none', origin: undefined }],
    ['the same origin', { secFetchSite: undefined, origin: 'http://sync.example.org:3000' }],
  ])('%s', (_name, request) => {
    expect(siteOf({ ...request, host, publicUrl: null })).toBe('own');
  });

  it('letter case of the host does not matter', () => {
    const request = { secFetchSite: undefined, origin: 'http://localhost:3000', host: 'LocalHost:3000' };
    expect(siteOf({ ...request, publicUrl: null })).toBe('own');
  });

  it('a script says nothing', () => {
    expect(siteOf({ secFetchSite: undefined, origin: undefined, host, publicUrl: null })).toBe('unknown');
  });
});

describe('behind a proxy that sends its own Host', () => {
  const publicUrl = 'https://sync.example.org';
  it.each([
    ['https://sync.example.org', 'own'],
    ['http://127.0.0.1:3000', 'own'],
    ['http://sync.example.org', 'other'],
    ['https://sync.example.org.evil.example', 'other'],
    ['https://sync.example.org:8443', 'other'],
  ])('%s is the %s site', (origin, site) => {
    expect(siteOf({ secFetchSite: undefined, origin, host: '127.0.0.1:3000', publicUrl })).toBe(site);
  });
});
