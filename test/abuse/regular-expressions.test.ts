import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
// It comes with vitest.
import { parseAst } from 'vite';
import { expect, it } from 'vitest';
import { z } from 'zod';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

interface Pattern {
  source: string;
  flags: string;
}

/** What only the administrator writes, and what is cut short before. */
const trusted = ['app/config.ts', 'feishu/calls/developer-console.ts', 'feishu/calls/feishu-client.ts'];
const boundedElsewhere: Readonly<Record<string, string>> = {
  '[\\s。.!！?？]+$': 'a command has up to 200 characters',
  '"[^"]*"|[\\\\_*].|\\[(?![hms]+\\])[^\\]]*\\]': 'of a number format 255 characters are read',
  '^[*★☆●○◆◇■□※•·#"\'`“”]+|[*★☆●○◆◇■□※•·#"\'`“”:;,.。、]+$': 'a title has up to 100 characters',
};

/** A pattern that takes longer than this for one of its texts would never come to an end. */
const patienceMs = 20_000;

const Literal = z.object({ regex: z.object({ pattern: z.string(), flags: z.string() }) });

/** The stand-in Feishu is left out: nobody from outside reaches it. */
function patternsInSource(): Pattern[] {
  const all = readdirSync(source, { recursive: true, encoding: 'utf8' });
  expect(trusted.filter((name) => !all.includes(name))).toEqual([]);
  const files = all.filter(
    (name) => name.endsWith('.ts') && !name.startsWith('sandbox/') && !trusted.includes(name),
  );
  return files.flatMap((name) => {
    const found: Pattern[] = [];
    JSON.stringify(parseAst(readFileSync(join(source, name), 'utf8'), { lang: 'ts' }), (_, node) => {
      const literal = Literal.safeParse(node);
      if (literal.success)
        found.push({ source: literal.data.regex.pattern, flags: literal.data.regex.flags });
      return typeof node === 'bigint' ? null : node;
    });
    return found;
  });
}

/** The patterns that are put together from others, as the modules make them. */
async function patternsMade(): Promise<Pattern[]> {
  const made: Pattern[] = [];
  const Original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Original, {
    construct(target, given) {
      const pattern: RegExp = Reflect.construct(target, given);
      made.push({ source: pattern.source, flags: pattern.flags });
      return pattern;
    },
  });
  await import('../../src/roster/read/read-roster.ts');
  globalThis.RegExp = Original;
  return made;
}

type Said = { kind: 'begun' | 'slow'; index: number };

/** @returns the patterns for which a hostile text was found */
async function slowOnes(patterns: readonly Pattern[], patience = patienceMs): Promise<string[]> {
  const { slow, endless } = await tryThrough(patterns, patience);
  if (endless === null) return slow;
  return [...slow, String(patterns[endless]?.source), ...(await slowOnes(patterns.slice(endless + 1)))];
}

/** Ends with the last pattern, or with one that comes to no end. */
function tryThrough(patterns: readonly Pattern[], patience: number) {
  return new Promise<{ slow: string[]; endless: number | null }>((resolve, reject) => {
    const worker = new Worker(new URL('./try-patterns.mjs', import.meta.url), { workerData: patterns });
    const slow: string[] = [];
    let current = 0;
    const giveUp = () => void worker.terminate();
    let timer = setTimeout(giveUp, patience);
    worker.on('message', ({ kind, index }: Said) => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, patience);
      if (kind === 'slow') slow.push(String(patterns[index]?.source));
      else current = index;
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      clearTimeout(timer);
      resolve({ slow, endless: current === patterns.length ? null : current });
    });
  });
}

it('no text from outside keeps a pattern busy longer than its length explains', async () => {
  const patterns = [...patternsInSource(), ...(await patternsMade())];
  expect(patterns.length).toBeGreaterThan(80);
  const unbounded = patterns.filter((pattern) => boundedElsewhere[pattern.source] === undefined);
  expect(await slowOnes(unbounded)).toEqual([]);
});

it.each(['\\[([^\\]]+)\\]', '(a+)+$'])('a pattern that text can keep busy is found: %s', async (pattern) => {
  expect(await slowOnes([{ source: pattern, flags: '' }], 2_000)).toEqual([pattern]);
});
