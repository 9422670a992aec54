import { AppError, type ErrorCode, toAppError } from '../../errors.ts';
import type { AdminCalls } from '../../feishu/admin/connect-admin.ts';
import { createBase, type NewBase } from '../../feishu/admin/create-base.ts';
import { parseBaseReference } from '../../feishu/base-url.ts';
import { type BaseAccess, readProperties } from '../../feishu/tables/describe-base.ts';
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

/** An address is easily cut short, and a Base easily forgotten to be opened to the app. */
const mostTries = 3;

/** What may be wrong with an address, and can be mended while the question waits. */
const addressProblems: Partial<Record<ErrorCode, string>> = {
  wrong_base_token: say.baseUnknown,
  not_collaborator: say.baseClosed,
  no_write_permission: say.baseClosed,
  wiki_unreadable: say.baseClosed,
};

/**
 * The Base that the settings name, or an address that somebody gives, or a new one. What is typed is asked for again if it
 * leads to no Base.
 * @param configured `BITABLE_APP_TOKEN`; empty if there is none
 * @throws AppError `wrong_base_token`, or what the calls say
 */
export async function findBase(context: SetupContext, configured: string): Promise<Step<ChosenBase>> {
  const given = context.flags.base ?? configured;
  if (given === '') return askForBase(context);
  return given === 'new' ? makeBase(context) : openBase(context.admin, given);
}

async function askForBase(context: SetupContext): Promise<Step<ChosenBase>> {
  const { interview, admin } = context;
  for (let tries = 1; ; tries += 1) {
    const typed = await interview.ask(say.askBase);
    if (typed === null) return ended(say.nobodyAnswers('--base'));
    if (typed === '' || typed === 'new') return makeBase(context);
    const opened = await tryToOpen(admin, typed);
    if (opened.kind === 'done' || tries === mostTries) return opened;
    interview.say(opened.sentence);
  }
}

/** @returns the Base if Feishu shows it, else what is wrong with the address */
async function tryToOpen(admin: AdminCalls, typed: string): Promise<Step<ChosenBase>> {
  try {
    const opened = await openBase(admin, typed);
    if (opened.kind === 'done') await readProperties(opened.result.access);
    return opened;
  } catch (thrown) {
    const sentence = addressProblems[toAppError(thrown).code];
    if (sentence === undefined) throw thrown;
    return ended(sentence);
  }
}

async function openBase({ calls }: AdminCalls, reference: string): Promise<Step<ChosenBase>> {
  if (parseBaseReference(reference) === null) return ended(say.notABase);
  return done({ access: { calls, appToken: await locateBase(calls, reference) }, reference, made: null });
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
