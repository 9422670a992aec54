import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

const documents = [
  'README.md',
  'src/sandbox/README.md',
  ...readdirSync(join(root, 'docs'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
];

/** Files and folders of the repository in backticks, from its root or, as the architecture names them, from src/. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, quote]) => quote ?? '');
  return quoted.filter((quote) =>
    /^(?:\.ci|src|test|docs|web|bench|deploy|roster|sync|bot|wording|feishu|store|http|sandbox|app)\/(?:[\w.-]+\/)*(?:[\w-]+\.(?:ts|mjs|js|md|conf|yaml|json|service))?$/.test(
      quote,
    ),
  );
}

/** Where the links of a document lead, without those to other sites and to a place on the same page. */
function linksIn(text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
  return targets.filter((target) => !/^(?:https?:|#)/.test(target));
}

const textOf = (name: string) => readFileSync(join(root, name), 'utf8');
const filesBelow = (folder: string) =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

describe('what people are told to type', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  /** Names of scripts, as after `npm run` and `node dist/cli.js`. */
  const commandsIn = (text: string) =>
    [...text.matchAll(/(?:npm run (?:--silent )?|node dist\/cli\.js )([a-z][\w:-]*)/g)].map(
      ([, name = '']) => name,
    );
  const tellers = [...documents, ...filesBelow('deploy'), ...filesBelow('src/wording'), '.env.example'];
  const told = tellers.flatMap((name) => commandsIn(textOf(name)).map((command) => ({ name, command })));

  it('is a lot', () => {
    expect(told.length).toBeGreaterThan(60);
  });

  it('is there', () => {
    expect(told.filter(({ command }) => !Object.hasOwn(scripts, command))).toEqual([]);
  });
});

describe('what the page about troubles quotes', () => {
  const quotes = [...textOf('docs/admin/troubleshooting.md').matchAll(/^\|([^|]+)\|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, quote = '']) => quote))
    .filter((quote) => /\p{Script=Han}/u.test(quote));
  const said = filesBelow('src/wording')
    .map(textOf)
    .join('\n')
    .replaceAll(/\$\{[^}]*\}/g, '');

  it('are the sentences that people see', () => {
    expect(quotes.length).toBeGreaterThan(15);
    const parts = quotes.flatMap((quote) => quote.split('…').map((part) => part.trim()));
    expect(parts.filter((part) => !said.includes(part))).toEqual([]);
  });
});

describe('what the documents name is there', () => {
  it('reads many documents that name many files', () => {
    expect(documents.length).toBeGreaterThan(15);
    expect(
      documents.flatMap((name) => pathsIn(readFileSync(join(root, name), 'utf8'))).length,
    ).toBeGreaterThan(100);
  });

  it.each(documents)('%s', (name) => {
    const text = readFileSync(join(root, name), 'utf8');
    const lost = pathsIn(text).filter(
      (path) => !existsSync(join(root, path)) && !existsSync(join(root, 'src', path)),
    );
    const broken = linksIn(text).filter(
      (target) => !existsSync(join(root, dirname(name), target.split('#')[0] ?? '')),
    );
    expect([...lost, ...broken]).toEqual([]);
  });
});

it.each(['npm ci && npm start', 'npm ci && npm test'])(
  'README names %s, which does all the set-up',
  (command) => {
    expect(textOf('README.md')).toContain(`\`${command}\``);
  },
);
