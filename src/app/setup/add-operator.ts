import { AppError } from '../../errors.ts';
import { addManager, readPersonId } from '../../feishu/admin/document-permissions.ts';
import type { BaseAccess } from '../../feishu/tables/describe-base.ts';
import * as say from '../../wording/setup-sentences.ts';
import type { ChosenBase } from './find-base.ts';
import { done, ended, type SetupContext, type Step } from './setup-context.ts';

/** Makes a person a manager of the document, if somebody names one: an app's own Base is visible to nobody else. */
export async function addOperator(
  { interview, flags }: SetupContext,
  { access, made }: ChosenBase,
): Promise<Step<null>> {
  const given = flags.operator ?? (await interview.ask(say.askOperator));
  if (given === null) return ended(say.nobodyAnswers('--operator'));
  if (given === '' || given === 'none') {
    if (made !== null) interview.say(say.visibleToNobody);
    return done(null);
  }
  interview.say((await isAdded(access, given)) ? say.operatorAdded : say.operatorRefused);
  return done(null);
}

async function isAdded(access: BaseAccess, given: string): Promise<boolean> {
  try {
    return await addManager(access, readPersonId(given));
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'feishu_refused') return false;
    throw thrown;
  }
}
