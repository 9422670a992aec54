import type { AdminCalls } from '../../feishu/admin/connect-admin.ts';
import { nobodyAnswers } from '../../wording/setup-sentences.ts';
import { type Interview, isYes } from './interview.ts';

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

/** What the steps of a setup work with. */
export interface SetupContext {
  interview: Interview;
  flags: SetupFlags;
  admin: AdminCalls;
  newUuid: () => string;
}

/** How a step ended: with what the next ones need, or the setup ends here with a sentence. */
export type Step<Result> = { kind: 'done'; result: Result } | { kind: 'ended'; sentence: string };

export const done = <Result>(result: Result): Step<Result> => ({ kind: 'done', result });
export const ended = (sentence: string): Step<never> => ({ kind: 'ended', sentence });

/**
 * Asks for agreement, unless it was given beforehand.
 * @param flag what would have given it
 */
export async function agree(
  { interview }: Pick<SetupContext, 'interview'>,
  given: boolean | null,
  question: string,
  flag: string,
): Promise<Step<boolean>> {
  if (given !== null) return done(given);
  const answer = await interview.ask(question);
  return answer === null ? ended(nobodyAnswers(flag)) : done(isYes(answer));
}
