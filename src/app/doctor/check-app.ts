import type { ScopePurpose } from '../../feishu/admin/needed-scopes.ts';
import { missingScopes, neededScopes } from '../../feishu/admin/needed-scopes.ts';
import { parseBaseReference } from '../../feishu/base-url.ts';
import * as say from '../../wording/doctor/feishu-findings.ts';
import type { Check } from './check.ts';
import type { FeishuConfig } from './facts.ts';
import { advice, bad, good } from './finding.ts';

/** Whether the app id and secret are right. */
export const checkApp: Check = {
  name: 'app',
  async run({ signIn }) {
    await signIn();
    return [good(say.appKnown)];
  },
};

/** Whether the app has every scope that the settings need. */
export const checkScopes: Check = {
  name: 'scopes',
  async run({ scopes, config }) {
    const { granted, requested } = await scopes();
    const purposes = purposesOf(config);
    const missing = missingScopes(granted, purposes);
    const link = consoleLink(
      config,
      missing.map(({ name }) => name),
    );
    const sayings = missing.map((scope) => {
      const mark = scope.purpose === 'commands' ? advice : bad;
      return mark('missing_scope', say.scopeMissing(scope, requested.has(scope.name), link));
    });
    const needed = neededScopes.filter(({ purpose }) => purposes.has(purpose)).length;
    return sayings.length === 0 ? [good(say.scopesGranted(needed))] : sayings;
  },
};

function purposesOf({ feishu, bot, feishuLogin, allowedChats }: FeishuConfig): Set<ScopePurpose> {
  const purposes = new Set<ScopePurpose>(['base']);
  if (parseBaseReference(feishu.baseReference)?.kind === 'wiki') purposes.add('wiki');
  if (bot.kind !== 'off') purposes.add('bot').add('commands');
  if (feishuLogin) purposes.add('login');
  if (feishuLogin && allowedChats.length > 0) purposes.add('login_chats');
  return purposes;
}

/** The page on which these scopes can be applied for: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/get- */
function consoleLink({ feishu: { domain, appId } }: FeishuConfig, names: readonly string[]): string {
  return `${domain}/app/${appId}/auth?q=${names.join(',')}`;
}
