import { AppError } from '../../errors.ts';
import { createBase, type NewBase } from '../../feishu/admin/create-base.ts';
import { parseBaseReference } from '../../feishu/base-url.ts';
import type { BaseAccess } from '../../feishu/tables/describe-base.ts';
import { locateBase } from '../../feishu/tables/locate-base.ts';
import * as say from '../../wording/setup-sentences.ts';
import { agree, done, ended, type SetupContext, type Step } from './setup-context.ts';

/** The Base that is set up. */
export interface ChosenBase {
  access: BaseAccess;
  /** As it is to stand in the settings. */
  reference: string;
  /** null: it was there before. */
  made: NewBase | null;
}

/** New Bases keep their days in this zone. */
const timeZone = 'Asia/Shanghai';

/**
 * The Base that the settings name, or an address that somebody gives, or a new one.
 * @param configured `BITABLE_APP_TOKEN`; empty if there is none
 * @throws AppError `wrong_base_token`, or what the calls say
 */
export async function findBase(context: SetupContext, configured: string): Promise<Step<ChosenBase>> {
  const given =
    context.flags.base ?? (configured === '' ? await context.interview.ask(say.askBase) : configured);
  if (given === null) return ended(say.nobodyAnswers('--base'));
  if (given === '' || given === 'new') return makeBase(context);
  if (parseBaseReference(given) === null) return ended(say.notABase);
  const { calls } = context.admin;
  return done({
    access: { calls, appToken: await locateBase(calls, given) },
    ...{ reference: given, made: null },
  });
}

async function makeBase(context: SetupContext): Promise<Step<ChosenBase>> {
  const { admin, interview, flags } = context;
  const agreed = await agree(context, flags.yes || null, say.confirmNewBase, '--yes');
  if (agreed.kind === 'ended') return agreed;
  if (!agreed.result) return ended(say.nothingDone);
  try {
    const made = await createBase(admin.calls, say.newBaseName, timeZone);
    interview.say(say.baseMade(made.url));
    return done({ access: { calls: admin.calls, appToken: made.appToken }, reference: made.url, made });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.details.outcome === 'unknown') return ended(say.baseUnclear);
    throw thrown;
  }
}
