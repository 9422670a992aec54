import { describe, expect, it } from 'vitest';
import { isCrossSite } from '../../src/http/is-cross-site.ts';

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
    expect(isCrossSite({ ...request, host })).toBe(true);
  });
});

describe('a request comes from here', () => {
  it.each([
    ['a browser says same-origin', { secFetchSite: 'same-origin', origin: 'https://sync.example.org' }],
    ['a person typed the address', { secFetchSite: 'none', origin: undefined }],
    ['the same origin', { secFetchSite: undefined, origin: 'http://sync.example.org:3000' }],
    ['a script, which says nothing', { secFetchSite: undefined, origin: undefined }],
  ])('%s', (_name, request) => {
    expect(isCrossSite({ ...request, host })).toBe(false);
  });

  it('letter case of the host does not matter', () => {
    const request = { secFetchSite: undefined, origin: 'http://localhost:3000', host: 'LocalHost:3000' };
    expect(isCrossSite(request)).toBe(false);
  });
});
