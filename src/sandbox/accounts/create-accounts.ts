import type Router from '@koa/router';
import type { Credentials } from '../auth/credentials.ts';
import type { SandboxContext } from '../context.ts';
import type { VendorRoute } from '../platform/vendor-route.ts';
import { authorizeRouter } from './authorize-route.ts';
import { createGrants } from './grants.ts';
import { userInfoRoute } from './user-info-route.ts';
import { userTokenRoute } from './user-token-route.ts';

/** How people log in to apps with their account. */
export interface Accounts {
  /** A page for people, unlike everything else. */
  authorize: Router;
  routes: VendorRoute[];
}

export function createAccounts(context: SandboxContext, app: Credentials): Accounts {
  const mayUse = (openId: string) => !context.settings().unavailableTo.includes(openId);
  const grants = createGrants(context.now, context.newId, mayUse);
  return {
    authorize: authorizeRouter(context, grants, app),
    routes: [userTokenRoute(grants, app), userInfoRoute(grants)],
  };
}
