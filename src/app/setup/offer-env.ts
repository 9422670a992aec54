import { resolve } from 'node:path';
import * as say from '../../wording/setup-sentences.ts';
import { addToEnvFile, type EnvSetting, planEnv, shownLine } from './env-file.ts';
import { agree, done, type SetupContext, type Step } from './setup-context.ts';

/**
 * Shows the settings that are not there yet, and adds them to `.env` if somebody agrees. What is set stays.
 * @param present what is set now
 */
export async function offerEnv(
  context: Pick<SetupContext, 'interview' | 'flags'>,
  wanted: readonly EnvSetting[],
  present: NodeJS.ProcessEnv,
): Promise<Step<null>> {
  const { interview, flags } = context;
  const { added, different } = planEnv(wanted, present);
  if (different.length > 0) interview.say(say.envDiffers(different));
  if (added.length === 0) {
    interview.say(say.envComplete);
    return done(null);
  }
  interview.say(say.envLines(added.map(shownLine)));
  const agreed = await agree(context, flags.writeEnv, say.confirmEnv, '--env write|print');
  if (agreed.kind === 'ended') return agreed;
  if (agreed.result) {
    const path = resolve('.env');
    addToEnvFile(path, added);
    interview.say(say.envWritten(path));
  } else interview.say(say.envNotWritten);
  return done(null);
}
