import { toAppError } from '../../errors.ts';
import type { AdminCalls } from '../../feishu/admin/connect-admin.ts';
import type { PlatformApp } from '../../feishu/calls/connect-calls.ts';
import * as say from '../../wording/setup-sentences.ts';
import type { Interview } from './interview.ts';
import type { SetupSettings } from './read-settings.ts';
import { done, ended, type Step } from './setup-context.ts';

export interface FoundApp {
  app: PlatformApp;
  /** Calls in its name. */
  admin: AdminCalls;
}

/** Half of an id or of a secret is easily pasted. */
const mostTries = 3;

/**
 * The app of the settings, once Feishu has taken its id and secret. What the settings lack is asked for, and asked for
 * again if it is wrong.
 * @throws AppError that says why Feishu takes neither what is set nor what was typed last
 */
export async function findApp(
  interview: Interview,
  settings: SetupSettings,
  connect: (app: PlatformApp) => AdminCalls,
): Promise<Step<FoundApp>> {
  const isAsked = settings.FEISHU_APP_ID === undefined || settings.FEISHU_APP_SECRET === undefined;
  for (let tries = 1; ; tries += 1) {
    const app = await askForApp(interview, settings);
    if (app.kind === 'ended') return app;
    const admin = connect(app.result);
    const refusal = await admin.signIn().then(() => null, toAppError);
    if (refusal === null) return done({ app: app.result, admin });
    if (refusal.code !== 'wrong_app_secret' || !isAsked || tries === mostTries) throw refusal;
    interview.say(say.appUnknown);
  }
}

async function askForApp(interview: Interview, settings: SetupSettings): Promise<Step<PlatformApp>> {
  const appId = settings.FEISHU_APP_ID ?? (await askUntilFilled(() => interview.ask(say.askAppId)));
  const appSecret =
    settings.FEISHU_APP_SECRET ?? (await askUntilFilled(() => interview.askSecretly(say.askAppSecret)));
  if (appId === null || appSecret === null)
    return ended(say.nobodyAnswers('FEISHU_APP_ID、FEISHU_APP_SECRET'));
  return done({ appId, appSecret, domain: settings.FEISHU_DOMAIN });
}

/** @returns null if nobody is there any more */
async function askUntilFilled(ask: () => Promise<string | null>): Promise<string | null> {
  for (;;) {
    const answer = await ask();
    if (answer !== '') return answer;
  }
}
