import Router, { type RouterContext } from '@koa/router';
import type Koa from 'koa';
import { koaBody } from 'koa-body';
import rawBody from 'raw-body';
import { applyFault } from './apply-fault.ts';
import { bearerToken } from './bearer-token.ts';
import type { CallLog } from './call-log.ts';
import type { CallsInFlight } from './calls-in-flight.ts';
import type { Faults } from './faults.ts';
import type { NewId } from './ids.ts';
import { readMultipart } from './multipart.ts';
import type { RateLimits } from './rate-limits.ts';
import type { CurrentSettings } from './settings.ts';
import { withUnknownKeys } from './unknown-keys.ts';
import { errorBody, VendorError } from './vendor-error.ts';
import type { VendorCall, VendorRoute } from './vendor-route.ts';

/** What every call passes before its route runs. */
export interface Gateway {
  appId: string;
  settings: CurrentSettings;
  /** Epoch milliseconds. */
  now: () => number;
  newId: NewId;
  callLog: CallLog;
  faults: Faults;
  callsInFlight: CallsInFlight;
  rateLimits: RateLimits;
  /** @throws VendorError for a header without a valid token */
  checkToken(authorization: string): void;
  /** Ends calls that would be executed later. */
  stopped: AbortSignal;
}

/** The router over all endpoints; unknown paths and methods fall through. */
export function vendorRouter(gateway: Gateway, routes: readonly VendorRoute[]): Router {
  const router = new Router();
  // One record of a batch of 1,000 may hold cells of 100,000 characters.
  const readBody = koaBody({
    jsonLimit: '64mb',
    multipart: false,
    urlencoded: false,
    text: false,
    onError: () => {
      throw new VendorError('WrongRequestJson');
    },
  });
  for (const route of routes) {
    const reader = route.formLimit === undefined ? readBody : readForm(route.formLimit);
    router.register(route.path, [route.method], [(context) => answer(gateway, route, context, reader)]);
  }
  return router;
}

/** Form fields come before and after the file, each with its own header. */
const formOverhead = 64 * 1024;

function readForm(limit: number): Koa.Middleware {
  return async (context, next) => {
    const body = await rawBody(context.req, { limit: limit + formOverhead }).catch(() => null);
    // Node waits for what is left of a refused body before it takes the next call.
    if (body === null) throw new VendorError('FileTooLarge');
    Object.assign(context.request, { body: readMultipart(body, context.get('content-type')) });
    await next();
  };
}

/** Gives every answer its log id and the platform's time, and logs the call. */
export function observeCalls({ settings, now, newId, callLog }: Gateway): Koa.Middleware {
  return async (context, next) => {
    const at = now();
    const logId = newId('20260101', 24).toUpperCase();
    context.set('x-tt-logid', logId);
    if (settings().dateHeader === 'shown') context.set('date', new Date(at).toUTCString());
    else context.res.sendDate = false;
    await next();
    const answered = context.respond !== false;
    callLog.add({
      method: context.method,
      path: context.path,
      query: flatQuery(context.query),
      at,
      ms: now() - at,
      httpStatus: answered ? context.status : null,
      code: answered ? codeOf(context.body) : null,
      logId,
    });
  };
}

/** A path or method the platform does not have is answered in plain text, not in its envelope. */
export const notFound: Koa.Middleware = (context) => {
  context.status = 404;
  context.type = 'text/plain';
  context.body = '404 page not found';
};

/** Handles one call: registers it with its table, applies a fault, checks admission, runs the route. */
async function answer(
  gateway: Gateway,
  route: VendorRoute,
  context: RouterContext,
  reader: Koa.Middleware,
): Promise<void> {
  const tableId = context.params.table_id;
  const slot = tableId === undefined ? null : gateway.callsInFlight.enter(tableId, route.writes);
  const read = once(async () => reader(context, async () => undefined));
  const execute = async () => {
    try {
      admit(gateway, route, context);
      if (slot?.conflict) throw new VendorError('WriteConflict');
      await read();
      context.body = shown(gateway, route.run(callOf(context)));
    } catch (error) {
      refuse(route, context, error);
    }
  };
  try {
    await applyFault({ context, read, execute }, gateway.faults, gateway.stopped);
  } finally {
    slot?.leave();
  }
}

/** Runs it the first time only; all callers get that outcome. */
function once(run: () => Promise<void>): () => Promise<void> {
  let outcome: Promise<void> | undefined;
  return () => {
    outcome ??= run();
    return outcome;
  };
}

function shown({ settings }: Gateway, body: object): object {
  return settings().unknownKeys && !Buffer.isBuffer(body) ? withUnknownKeys(body) : body;
}

/** Token before rate, rate before scope, all before any parameter. */
function admit(
  { appId, checkToken, settings, rateLimits }: Gateway,
  route: VendorRoute,
  context: RouterContext,
): void {
  if (route.scopes !== null) checkToken(context.get('authorization'));
  if (route.scopes !== null && settings().appStatus === 'stopped') throw new VendorError('AppNotInUse');
  if (settings().rateLimits) rateLimits.count(`${route.method} ${route.path}`, route.rate);
  if (route.scopes === null || route.scopes.length === 0) return;
  if (route.scopes.some((scope) => settings().scopes.includes(scope))) return;
  const scopes = route.scopes.join(', ');
  const page = `https://open.feishu.cn/app/${appId}/auth?q=${route.scopes.join(',')}&op_from=openapi&token_type=tenant`;
  throw new VendorError('AccessDenied', {
    msg: `Access denied. One of the following scopes is required: [${scopes}].应用尚未开通所需的应用身份权限：[${scopes}]，点击链接申请并开通任一权限即可：${page}`,
    detail: {
      permission_violations: route.scopes.map((subject) => ({ type: 'action_scope_required', subject })),
    },
  });
}

function refuse(route: VendorRoute, context: RouterContext, error: unknown): void {
  if (!(error instanceof VendorError)) throw error;
  context.set({ ...error.headers });
  context.status = route.statusOf?.(error.refusal.code) ?? error.refusal.status;
  context.body = route.errorBody?.(error) ?? errorBody(error, String(context.response.get('x-tt-logid')));
}

function callOf(context: RouterContext): VendorCall {
  return {
    param: (name) => context.params[name] ?? '',
    query: flatQuery(context.query),
    body: context.request.body ?? {},
    bearer: bearerToken(context.get('authorization')),
  };
}

/** Of a parameter that is given several times the first counts. */
function flatQuery(query: Koa.Context['query']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, (Array.isArray(value) ? value[0] : value) ?? '']),
  );
}

function codeOf(body: unknown): number | null {
  const hasCode = typeof body === 'object' && body !== null && 'code' in body;
  return hasCode && typeof body.code === 'number' ? body.code : null;
}
