import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * The browsers inside chat apps are years old, down to Chromium 86. What came later is left out here where a page
 * would break without it; where it only adds something, as `accent-color` does, it may stay.
 * Source: https://caniuse.com, https://developer.mozilla.org
 */
const laterCss: Record<string, RegExp> = {
  'inset (87)': /(?:^|[\s;{])inset:/,
  'logical shorthands (87)': /(?:margin|padding|border|inset)-(?:block|inline):/,
  ':is, :where (88)': /:(?:is|where)\(/,
  'aspect-ratio (88)': /aspect-ratio:/,
  'cascade layers (99)': /@layer/,
  ':has (105)': /:has\(/,
  'container queries (105)': /@container/,
  'viewport units (108)': /\d[dls]v[hw]\b/,
  'color-mix, oklch, light-dark (111, 111, 123)': /color-mix\(|oklch\(|light-dark\(/,
  'nesting (112)': /&/,
};

const laterScript: Record<string, RegExp> = {
  'top-level await (89)': /^await /m,
  'at (92)': /\.at\(/,
  'Object.hasOwn (93)': /\.hasOwn\(/,
  'static blocks (94)': /static \{/,
  'findLast (97)': /\.findLast(?:Index)?\(/,
  'structuredClone (98)': /structuredClone\(/,
  'AbortSignal.timeout, AbortSignal.any (103, 116)': /AbortSignal\.(?:timeout|any)\(/,
  'toSorted and the like (110)': /\.(?:toSorted|toReversed|toSpliced|with)\(/,
  'Object.groupBy, Promise.withResolvers (117, 119)': /\.(?:groupBy|withResolvers)\(/,
};

const web = fileURLToPath(new URL('../../web/', import.meta.url));
const filesOf = (ending: string) =>
  ['upload', 'login', 'lib'].flatMap((folder) =>
    readdirSync(join(web, folder))
      .filter((name) => name.endsWith(ending))
      .map((name) => join(folder, name)),
  );

describe.each([
  ['.css', laterCss],
  ['.js', laterScript],
])('the %s files of the pages', (ending, later) => {
  it.each(Object.entries(later))('do without %s', (_name, pattern) => {
    const withoutComments = (file: string) =>
      readFileSync(join(web, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    expect(filesOf(ending).filter((file) => pattern.test(withoutComments(file)))).toEqual([]);
  });
});
