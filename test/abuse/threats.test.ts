import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const security = readFileSync(new URL('docs/security.md', root), 'utf8');

/** The tests that the table of threats in docs/security.md names, without their ending. */
const named = security
  .slice(security.indexOf('| Threat |'))
  .split('\n')
  .slice(2)
  .filter((line) => line.startsWith('|'))
  .map(
    (line) => [line.split('|')[1]?.trim(), [...(line.split('|')[3] ?? '').matchAll(/`([^`]+)`/g)]] as const,
  );

describe('every threat in docs/security.md has its test', () => {
  it.each(named)('%s', (_, tests) => {
    expect(tests).not.toEqual([]);
    const missing = tests.filter(([, name]) => !existsSync(new URL(`test/${name}.test.ts`, root)));
    expect(missing.map(([, name]) => name)).toEqual([]);
  });

  it('and there are many', () => {
    expect(named.length).toBeGreaterThan(15);
  });
});
