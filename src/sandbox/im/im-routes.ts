import type { SandboxContext } from '../context.ts';
import type { VendorRoute } from '../platform/vendor-route.ts';
import { cardUpdateRoute } from './card-update-route.ts';
import { commandRoutes } from './command-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { identityRoutes } from './identity-routes.ts';
import { memberRoute } from './member-route.ts';
import { messageRoutes } from './message-routes.ts';
import { reactionRoutes } from './reaction-routes.ts';
import { createRecentSends } from './recent-sends.ts';
import { sendRoutes } from './send-routes.ts';

/** All that an app does in chat. */
export function imRoutes(context: SandboxContext): VendorRoute[] {
  const recent = createRecentSends(context.now);
  return [
    ...sendRoutes(context, recent),
    ...messageRoutes(context, recent),
    cardUpdateRoute(context),
    ...reactionRoutes(context),
    ...fileRoutes(context),
    ...identityRoutes,
    memberRoute(context),
    ...commandRoutes(context),
  ];
}
