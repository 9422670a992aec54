import { redirectAddress } from '../../wording/doctor/bot-findings.ts';
import { localOrigin } from '../local-origin.ts';
import type { Check } from './check.ts';
import { advice } from './finding.ts';

/** Where a login has to be allowed to come back to, which only the developer console shows. */
export const checkLogin: Check = {
  name: 'login',
  async run({ config }) {
    if (!config.feishuLogin) return [];
    const origin = config.publicUrl ?? localOrigin(config);
    return [advice('redirect_address', redirectAddress(`${origin}/login/feishu/callback`))];
  },
};
