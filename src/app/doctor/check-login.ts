import { redirectAddress } from '../../wording/doctor/bot-findings.ts';
import type { Check } from './check.ts';
import { advice } from './finding.ts';

/** Where a login has to be allowed to come back to, which only the developer console shows. */
export const checkLogin: Check = {
  name: 'login',
  async run({ config: { feishuLogin, publicUrl, port } }) {
    if (!feishuLogin) return [];
    const origin = publicUrl ?? `http://127.0.0.1:${port}`;
    return [advice('redirect_address', redirectAddress(`${origin}/login/feishu/callback`))];
  },
};
