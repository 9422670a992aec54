import { problemJson } from '../../http/answers/problem-json.ts';

/**
 * Tells whoever started the command what keeps it from its work.
 * @returns the exit code for that
 */
export function printProblem(sentence: string): 1 {
  console.error(sentence);
  return 1;
}

/** What keeps a command from its work: a code for scripts, and sentences for people. */
export interface CommandProblem {
  code: string;
  message: string;
  /** What to do. */
  hint?: string;
}

/**
 * The same to a script, if it is one that has asked, as `--json` does.
 * @returns the exit code for that
 */
export function reportProblem({ code, message, hint }: CommandProblem, json: boolean): 1 {
  if (!json) return printProblem(hint === undefined ? message : `${message}\n${hint}`);
  console.log(
    JSON.stringify(problemJson(code, { message, ...(hint === undefined ? {} : { hint }) }), null, 2),
  );
  return 1;
}

/** Whether a script reads what is printed. Asked before the flags are understood, and if they are not. */
export function wantsJson(args: readonly string[]): boolean {
  return args.includes('--json');
}
