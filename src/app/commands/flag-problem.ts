import { type ParseArgsConfig, parseArgs } from 'node:util';
import { closestOf } from '../../bot/closest-of.ts';
import * as say from '../../wording/flag-sentences.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * What is wrong with the flags of a command line, in a sentence that names the flag; null if `parseArgs` takes them.
 * @param options as `parseArgs` is given them: https://nodejs.org/api/util.html#utilparseargsconfig
 */
export function flagProblem(args: readonly string[], options: Options): string | null {
  const { tokens } = parseArgs({
    ...{ args: [...args], options },
    ...{ strict: false, allowPositionals: true, tokens: true },
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = options[token.name];
    if (option === undefined) return say.unknownFlag(token.rawName, closestFlag(token.name, options));
    if (option.type === 'boolean' && token.value !== undefined) return say.flagTakesNoValue(token.rawName);
    if (option.type === 'string' && !hasValue(token)) return say.flagNeedsValue(token.rawName);
  }
  return null;
}

/** What looks like the next flag is no value, unless it is joined to its flag by `=`. */
function hasValue({ value, inlineValue }: { value?: string | undefined; inlineValue?: boolean | undefined }) {
  return value !== undefined && (inlineValue === true || !value.startsWith('-'));
}

function closestFlag(name: string, options: Options): string | null {
  const closest = closestOf(name, Object.keys(options));
  return closest === null ? null : `--${closest}`;
}
