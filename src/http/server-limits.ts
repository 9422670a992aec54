import type { ServerOptions } from 'node:http';

/**
 * Longer than what stands in front keeps an idle connection, or a request now and then goes out on one that is just being
 * closed, and an upload is not sent again: Caddy keeps it for 2 minutes
 * (https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#keepalive).
 */
const keepAliveTimeout = 130_000;

/**
 * What a connection may take before Node ends it, so that slow or endless requests cannot hold the service: the whole
 * of a request, with room for 20 MB on a slow line; its headers; their size.
 * Source: https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener
 */
export const serverLimits = {
  requestTimeout: 300_000,
  headersTimeout: 20_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
  keepAliveTimeout,
} satisfies ServerOptions;
