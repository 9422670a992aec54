import type { SandboxContext } from '../context.ts';
import { perSecond, success, type VendorRoute } from '../platform/vendor-route.ts';

const [granted, notGranted] = [1, 2];

/** What the tenant has granted the app, and what waits for approval. Its frequency limit is unknown (特殊频控). */
export function scopeRoute({ settings }: SandboxContext): VendorRoute {
  return {
    method: 'GET',
    path: '/open-apis/application/v6/scopes',
    scopes: [],
    rate: perSecond(50),
    writes: false,
    run() {
      const { scopes, requestedScopes } = settings();
      const listed = (names: readonly string[], grant_status: number) =>
        names.map((scope_name) => ({ scope_name, grant_status }));
      return success({ scopes: [...listed(scopes, granted), ...listed(requestedScopes, notGranted)] });
    },
  };
}
