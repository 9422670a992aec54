import type { VendorError } from './vendor-error.ts';

/** One call as a route sees it: token, scope and body syntax are checked already. */
export interface VendorCall {
  /** Path parameters; every name in the route's path is there. */
  param(name: string): string;
  query: Readonly<Record<string, string>>;
  /** Parsed JSON, `{}` where the call has none; the parts of a form. */
  body: unknown;
  /** The token it carries; null without one. */
  bearer: string | null;
}

/** One endpoint of the platform. */
export interface VendorRoute {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** One of these is enough; none: any valid token will do; null: the call needs no token. */
  scopes: readonly string[] | null;
  /** The body is a form with at most so many bytes, not JSON. */
  formLimit?: number;
  rate: RateLimit;
  /** Writes to a table may not overlap with other calls to it. */
  writes: boolean;
  /** HTTP statuses this endpoint gives codes other pages answer with another one. */
  statusOf?: (code: number) => number | undefined;
  /** The body of a refusal, where it is not the usual one. */
  errorBody?: (error: VendorError) => object;
  /** The answer's whole body; a Buffer is sent as it is. Throws VendorError. */
  run(call: VendorCall): object;
}

/** Calls allowed in a window of time (https://open.feishu.cn/document/ukTMukTMukTM/uUzN04SN3QjL1cDN). */
export interface RateLimit {
  calls: number;
  windowMs: number;
}

/** A limit of so many calls a second. */
export function perSecond(calls: number): RateLimit {
  return { calls, windowMs: 1000 };
}

/** The envelope of an answer that succeeded. */
export function success(data: object): object {
  return { code: 0, msg: 'success', data };
}
