import { sandboxCredentials } from './auth/credentials.ts';
import { scopeRoute } from './auth/scope-route.ts';
import { tokenRoute } from './auth/token-route.ts';
import { appRoutes } from './base/app-routes.ts';
import { fieldRoutes } from './base/field-routes.ts';
import { legacyRoutes } from './base/legacy-routes.ts';
import { readRoutes } from './base/read-routes.ts';
import { tableRoutes } from './base/table-routes.ts';
import { viewRoutes } from './base/view-routes.ts';
import { writeRoutes } from './base/write-routes.ts';
import type { SandboxContext } from './context.ts';
import { memberRoutes } from './drive/member-routes.ts';
import { imRoutes } from './im/im-routes.ts';
import type { VendorRoute } from './platform/vendor-route.ts';
import { nodeRoute } from './wiki/node-route.ts';

/** Every endpoint of the platform that the sandbox stands in for. */
export function vendorRoutes(context: SandboxContext): VendorRoute[] {
  return [
    tokenRoute(context, sandboxCredentials),
    scopeRoute(context),
    ...appRoutes(context),
    ...memberRoutes(context),
    ...tableRoutes(context),
    ...viewRoutes(context),
    ...fieldRoutes(context),
    ...readRoutes(context),
    ...writeRoutes(context),
    ...legacyRoutes(context),
    nodeRoute(context),
    ...imRoutes(context),
  ];
}
