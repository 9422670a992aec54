import { parseArgs } from 'node:util';
import { eitherOr } from '../../wording/setup-sentences.ts';
import type { SetupFlags } from '../setup/setup-context.ts';
import { flagProblem } from './flag-problem.ts';

export type SetupReading = { kind: 'flags'; flags: SetupFlags } | { kind: 'refused'; problem: string };

const options = {
  base: { type: 'string' },
  operator: { type: 'string' },
  analysis: { type: 'string' },
  env: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
} as const;

/** Reads `[--base URL|new] [--operator ID|none] [--analysis yes|no] [--env write|print] [--yes]`. */
export function readSetupFlags(args: readonly string[]): SetupReading {
  const problem = flagProblem(args, options);
  if (problem !== null) return { kind: 'refused', problem };
  const { values } = parseArgs({ args: [...args], options, allowPositionals: true });
  const analysis = choose(values.analysis, 'yes', 'no');
  if (analysis === undefined) return { kind: 'refused', problem: eitherOr('--analysis', 'yes', 'no') };
  const writeEnv = choose(values.env, 'write', 'print');
  if (writeEnv === undefined) return { kind: 'refused', problem: eitherOr('--env', 'write', 'print') };
  const { base = null, operator = null, yes = false } = values;
  return { kind: 'flags', flags: { base, operator, analysis, writeEnv, yes } };
}

/** @returns null if nothing is given, undefined for what is neither */
function choose(given: string | undefined, yes: string, no: string): boolean | null | undefined {
  if (given === undefined) return null;
  if (given === yes) return true;
  return given === no ? false : undefined;
}
