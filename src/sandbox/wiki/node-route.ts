import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { success, type VendorRoute } from '../platform/vendor-route.ts';

/** Leads from the token of a wiki page to the Base it holds. */
export function nodeRoute({ store, settings }: SandboxContext): VendorRoute {
  return {
    method: 'GET',
    path: '/open-apis/wiki/v2/spaces/get_node',
    scopes: ['wiki:node:read', 'wiki:wiki', 'wiki:wiki:readonly'],
    rate: { calls: 100, windowMs: 60_000 },
    writes: false,
    run({ query }) {
      const { base } = store.state;
      if (!query.token) throw new VendorError('WikiParamErr');
      const wanted = query.obj_type === 'bitable' ? base.token : base.wikiToken;
      if (query.token !== wanted) throw new VendorError('WikiNotFound');
      if (settings().documentRole === 'none') throw new VendorError('WikiPermissionDenied');
      return success({
        node: {
          space_id: '7000000000000000001',
          node_token: base.wikiToken,
          obj_token: base.token,
          obj_type: 'bitable',
          parent_node_token: '',
          node_type: 'origin',
          has_child: false,
          title: base.name,
        },
      });
    },
  };
}
