import { readFileSync } from 'node:fs';

export interface Instruction {
  /** `COPY`, `RUN` … */
  keyword: string;
  argument: string;
}

/** What is built after one `FROM`. */
export interface Stage {
  base: string;
  /** What later stages call it; the last one has no name. */
  name: string | null;
  instructions: Instruction[];
}

/** The stages of a Dockerfile without escapes, variables and long lines. */
export function readDockerfile(path: URL): Stage[] {
  const stages: Stage[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [, keyword, argument = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (keyword === undefined) {
      if (line !== '' && !line.startsWith('#')) throw new Error(`not understood: ${line}`);
      continue;
    }
    const [, base = '', name = null] = /^(\S+)(?: AS (\S+))?$/.exec(argument) ?? [];
    if (keyword === 'FROM') stages.push({ base, name, instructions: [] });
    else stages.at(-1)?.instructions.push({ keyword, argument });
  }
  return stages;
}

export interface Copy {
  /** The stage that it comes from; null: the files of the repository. */
  from: string | null;
  sources: string[];
  target: string;
}

export function readCopy(argument: string): Copy {
  const words = argument.split(' ');
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
  const target = words.pop() ?? '';
  return { from: from ?? null, sources: words, target };
}

/** The arguments of an instruction that are written as JSON. */
export function readWords(argument: string): string[] {
  return JSON.parse(argument) as string[];
}
