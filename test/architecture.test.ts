import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src/', import.meta.url));

/** Which folders a folder may import, besides itself and the files of `everybody`. `app` puts them all together. */
const mayImport: Record<string, readonly string[]> = {
  roster: [],
  sync: ['roster'],
  bot: ['roster', 'sync'],
  wording: ['roster', 'sync', 'bot'],
  feishu: ['roster', 'sync', 'bot', 'wording'],
  store: ['sync', 'bot'],
  http: ['roster', 'sync', 'bot', 'wording'],
  sandbox: [],
  app: ['roster', 'sync', 'bot', 'wording', 'feishu', 'store', 'http', 'sandbox'],
};

/** What stands beside the programs, and any folder but `roster` and `sandbox` may use. */
const everybody = ['errors.ts', 'log.ts'];
const aloof = ['roster', 'sandbox'];
const topLevel = ['cli.ts', 'errors.ts', 'log.ts', 'loggable.ts', 'main.ts', 'spreadsheet.ts', 'worker.ts'];

/** Packages that only one folder may know. */
const ownPackages: Record<string, string> = {
  '@larksuiteoapi/node-sdk': 'feishu',
  axios: 'feishu',
  '@photostructure/sqlite': 'store',
  kysely: 'store',
};

interface Import {
  from: string;
  to: string;
  /** Gone once it is compiled. */
  isType: boolean;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

const files = filesBelow(source);
const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /(?:^|\n)(?:import|export)( type)?\b[^;]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g,
  );
  return [...found].map(([, type, stated, dynamic]) => ({
    from: nameOf(file),
    to: resolved(file, stated ?? dynamic ?? ''),
    isType: type !== undefined,
  }));
});

/** Relative imports as a path below src/, packages as they are. */
function resolved(file: string, specifier: string): string {
  return specifier.startsWith('.') ? nameOf(resolve(dirname(file), specifier)) : specifier;
}

function nameOf(path: string): string {
  return relative(source, path).split(sep).join('/');
}

function folderOf(name: string): string {
  return name.includes('/') ? (name.split('/')[0] ?? '') : '';
}

const inside = imports.filter(({ to }) => to.endsWith('.ts'));

describe('the folder map is the architecture', () => {
  it('reads the imports of every file', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(inside.length).toBeGreaterThan(files.length);
  });

  it('beside the programs stand only errors and log', () => {
    expect(files.map(nameOf).filter((name) => folderOf(name) === '')).toEqual(topLevel);
  });

  it('every folder imports only what it may', () => {
    const strays = inside.filter(({ from, to }) => {
      const [own, other] = [folderOf(from), folderOf(to)];
      if (own === '' || own === other) return false;
      if (other === '') return aloof.includes(own) || !everybody.includes(to);
      return !mayImport[own]?.includes(other);
    });
    expect(strays).toEqual([]);
  });

  it('the SDK, axios and the database are known to one folder each', () => {
    const strays = imports.filter(({ from, to }) => {
      const owner = ownPackages[to];
      return owner !== undefined && folderOf(from) !== owner;
    });
    expect(strays).toEqual([]);
  });

  it('one file loads the SDK and its HTTP client, for all: an import would load them a second time', () => {
    const loading = imports.filter(({ to, isType }) => !isType && ownPackages[to] === 'feishu');
    expect([...new Set(loading.map(({ from }) => from))]).toEqual(['feishu/calls/sdk.ts']);
  });

  it('only the worker is a thread: one that is ended while the database driver works ends the whole service', () => {
    const threaded = files.filter((file) =>
      /\bWorker\b.*'node:worker_threads'/.test(readFileSync(file, 'utf8')),
    );
    expect(threaded.map(nameOf)).toEqual(['app/start-worker.ts']);
  });

  it('the stand-in Feishu is loaded only when it is asked for', () => {
    const standing = filesBelow(source)
      .filter((file) => folderOf(nameOf(file)) !== 'sandbox')
      .filter((file) => /^import (?!type\b).*'\.\.?\/sandbox\//m.test(readFileSync(file, 'utf8')));
    expect(standing.map(nameOf)).toEqual([]);
  });

  it.each(['plan', 'odd'])('%s is pure: it runs the reader of rosters, itself, and keys', (room) => {
    const strays = [...reachedFrom(`sync/${room}/`)].filter(
      (name) =>
        !name.startsWith('roster/') &&
        !name.startsWith(`sync/${room}/`) &&
        !['sync/enrollment-key.ts', 'sync/asked-reason.ts'].includes(name),
    );
    expect(strays).toEqual([]);
  });

  it('no file imports itself by way of others', () => {
    expect(cycles(inside)).toEqual([]);
  });

  it.each(foldersWithFolders())('no folder of %s/ imports itself by way of others', (folder) => {
    const rooms = inside.flatMap(({ from, to }) => {
      const [one, other] = [roomOf(folder, from), roomOf(folder, to)];
      return one === null || other === null || one === other ? [] : [{ from: one, to: other }];
    });
    expect(cycles(rooms)).toEqual([]);
  });
});

/** Files and packages that are loaded where a file below this path is loaded. */
function reachedFrom(path: string): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string) => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const { from, to, isType } of imports) if (from === name && !isType) visit(to);
  };
  for (const file of files.map(nameOf)) if (file.startsWith(path)) visit(file);
  return reached;
}

/** Every folder below src/ that has folders of its own, src/ itself as `.` */
function foldersWithFolders(): string[] {
  const folders = files.map((file) => dirname(nameOf(file)));
  return [...new Set(folders.flatMap((folder) => (folder === '.' ? [] : ancestorsOf(folder))))].sort();
}

function ancestorsOf(folder: string): string[] {
  const parent = dirname(folder);
  return parent === '.' ? ['.'] : [parent, ...ancestorsOf(parent)];
}

/** The sub-folder of this folder in which a file lies, or the file where it lies in the folder itself; null if elsewhere. */
function roomOf(folder: string, name: string): string | null {
  const path = relative(folder, name).split(sep);
  return path[0] === '..' ? null : (path[0] ?? null);
}

/** Each cycle as the list of its members. Imports of types count too. */
function cycles(among: readonly Pick<Import, 'from' | 'to'>[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of among) targets.set(from, [...(targets.get(from) ?? []), to]);
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (name: string, path: string[]): void => {
    if (path.includes(name)) found.push([...path.slice(path.indexOf(name)), name]);
    if (path.includes(name) || done.has(name)) return;
    for (const next of targets.get(name) ?? []) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of targets.keys()) visit(name, []);
  return found;
}
