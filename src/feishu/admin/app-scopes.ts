import { z } from 'zod';
import { answerOf, type Calls } from '../calls/call.ts';

/** Scopes of the app by name. */
export interface AppScopes {
  granted: ReadonlySet<string>;
  /** Applied for; the administrator has not approved them yet. */
  requested: ReadonlySet<string>;
}

const granted = 1;

const ScopesBody = z.object({
  data: z.object({ scopes: z.array(z.object({ scope_name: z.string(), grant_status: z.number() })) }),
});

/**
 * What the tenant has granted the app. The call itself needs no scope.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v6/scope/list
 */
export async function readAppScopes(calls: Calls): Promise<AppScopes> {
  const result = await calls.read({
    name: 'scopes list',
    send: (client, authorization) => client.application.v6.scope.list({}, authorization),
    body: ScopesBody,
  });
  const { scopes } = answerOf(result).data;
  const named = (isWanted: (status: number) => boolean) =>
    new Set(scopes.filter(({ grant_status }) => isWanted(grant_status)).map(({ scope_name }) => scope_name));
  return { granted: named((status) => status === granted), requested: named((status) => status !== granted) };
}
