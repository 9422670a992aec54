import { describe, expect, it } from 'vitest';
import { safeNext } from '../../../src/http/login/safe-next.ts';

describe('after the login', () => {
  it.each(['/upload', '/upload?sync=1#x', '/sandbox', '/upload?next=//evil.example', '/metrics'])(
    'one gets where one wanted: %s',
    (next) => {
      expect(safeNext(next)).toBe(next.replace(/#.*/, ''));
    },
  );

  it.each([
    undefined,
    '',
    'upload',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/%2e//evil.example',
    '/x/..//evil.example',
    'https://evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/login',
    '/login?next=/login',
    '/logout',
  ])('nothing leads to another site or back to the form: %j', (next) => {
    expect(safeNext(next)).toBe('/upload');
  });

  it('what leaves the header stays in the path', () => {
    expect(safeNext('/upload\r\nSet-Cookie: a=b')).toBe('/uploadSet-Cookie:%20a=b');
  });
});
