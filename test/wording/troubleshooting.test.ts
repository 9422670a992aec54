import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const words = readdirSync(join(root, 'src/wording'), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile())
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');

/** What people see, as the first column of the tables quotes it; `…` stands for what differs. */
function quotedIn(page: string): string[] {
  const rows = readFileSync(join(root, 'docs/admin', page), 'utf8').match(/^\|.*\|$/gm) ?? [];
  return rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, said]) => said ?? ''),
  );
}

it('the page on troubleshooting quotes the very sentences that people see', () => {
  const quoted = quotedIn('troubleshooting.md');
  expect(quoted.length).toBeGreaterThan(15);
  const unsaid = quoted.filter((said) => !said.split('…').every((part) => words.includes(part.trim())));
  expect(unsaid).toEqual([]);
});
