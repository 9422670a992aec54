import { z } from 'zod';
import { answerOf, type Calls } from '../calls/call.ts';

const TenantBody = z.object({ data: z.object({ tenant: z.object({ tenant_key: z.string().min(1) }) }) });

/**
 * The key of the tenant that the app belongs to: it never changes, so it is asked for once.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/tenant-v2/tenant/query
 */
export function createOwnTenant(calls: Calls): () => Promise<string> {
  let known: string | null = null;
  return async () => {
    known ??= await readTenantKey(calls);
    return known;
  };
}

async function readTenantKey(calls: Calls): Promise<string> {
  const result = await calls.read({
    name: 'tenant query',
    send: (client, authorization) => client.tenant.v2.tenant.query({}, authorization),
    body: TenantBody,
  });
  return answerOf(result).data.tenant.tenant_key;
}
