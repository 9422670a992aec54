import { z } from 'zod';

/** Scopes that open the routes of this platform (https://open.feishu.cn/document/server-docs/application-scope/scope-list). */
const fullScopes = [
  'bitable:app',
  'wiki:node:read',
  'im:message',
  'im:message.p2p_msg:readonly',
  'im:message.group_at_msg:readonly',
  'im:message.group_msg',
  'im:resource',
  'application:app_slash_command:read',
  'application:app_slash_command:write',
  'tenant:tenant:readonly',
  'im:chat.members:read',
] as const;

/** What holds for the calls of every product: scopes, tokens, limits, the clock. */
export const gatewaySettings = {
  /** Gateway limits per second and minute. */
  rateLimits: z.boolean().default(false),
  scopes: z.array(z.string()).default([...fullScopes]),
  /** Scopes that were applied for and that nobody has approved yet. */
  requestedScopes: z.array(z.string()).default([]),
  /** A stopped app gets no token (10014 `app unauthorized`), and 99991662 with an earlier one. */
  appStatus: z.enum(['in_use', 'stopped']).default('in_use'),
  /** HTTP status of a refused token request; reports disagree. */
  tokenErrorStatus: z.union([z.literal(200), z.literal(400)]).default(200),
  /** By how much the platform's clock is ahead of this machine's, in milliseconds; behind where negative. */
  clockSkewMs: z.int().default(0),
  /** Whether answers carry the platform's time (RFC 9110, section 6.6.1). */
  dateHeader: z.enum(['shown', 'missing']).default('shown'),
  /** Objects in answers have a key that no page describes. */
  unknownKeys: z.boolean().default(false),
};
