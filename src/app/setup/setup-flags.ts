import { parseArgs } from 'node:util';

/** Answers from the command line; null where somebody is asked. */
export interface SetupFlags {
  /** Address of a Base, or `new`. */
  base: string | null;
  /** Whom to make a manager, or `none`. */
  operator: string | null;
  analysis: boolean | null;
  /** Whether to write `.env`. */
  writeEnv: boolean | null;
  /** Agrees to whatever is to be added. */
  yes: boolean;
}

export type SetupReading = { kind: 'flags'; flags: SetupFlags } | { kind: 'help' } | { kind: 'refused' };

const options = {
  base: { type: 'string' },
  operator: { type: 'string' },
  analysis: { type: 'string' },
  env: { type: 'string' },
  yes: { type: 'boolean', short: 'y', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Reads `[--base URL|new] [--operator ID|none] [--analysis yes|no] [--env write|print] [--yes]`. */
export function readSetupFlags(args: readonly string[]): SetupReading {
  try {
    const { values } = parseArgs({ args: [...args], options });
    if (values.help) return { kind: 'help' };
    const analysis = choose(values.analysis, 'yes', 'no');
    const writeEnv = choose(values.env, 'write', 'print');
    if (analysis === undefined || writeEnv === undefined) return { kind: 'refused' };
    const { base = null, operator = null, yes } = values;
    return { kind: 'flags', flags: { base, operator, analysis, writeEnv, yes } };
  } catch {
    // parseArgs throws for whatever it does not know: https://nodejs.org/api/util.html#utilparseargsconfig
    return { kind: 'refused' };
  }
}

/** @returns null if nothing is given, undefined for what is neither */
function choose(given: string | undefined, yes: string, no: string): boolean | null | undefined {
  if (given === undefined) return null;
  if (given === yes) return true;
  return given === no ? false : undefined;
}
