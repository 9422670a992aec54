import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { missingScopes, neededScopes, scopesToImport } from '../../../src/feishu/admin/needed-scopes.ts';

const read = (path: string) => readFileSync(new URL(`../../../docs/admin/${path}`, import.meta.url), 'utf8');

it('the list to import is the one that the documents ship', () => {
  expect(JSON.parse(read('scopes.json'))).toEqual(scopesToImport());
});

it('the page on permissions says of each what it is for', () => {
  const page = read('permissions.md');
  expect(neededScopes.filter(({ name }) => !page.includes(`| \`${name}\``))).toEqual([]);
});

it.each([
  { granted: [], missing: ['im:message:readonly', 'im:message:send_as_bot'] },
  { granted: ['im:message:readonly'], missing: ['im:message:send_as_bot'] },
  { granted: ['im:message'], missing: [] },
])('$granted leaves $missing', ({ granted, missing }) => {
  const others = ['im:message.p2p_msg:readonly', 'im:message.group_at_msg:readonly', 'im:resource'];
  const found = missingScopes(new Set([...granted, ...others]), new Set(['bot']));
  expect(found.map(({ name }) => name)).toEqual(missing);
});
