import type Router from '@koa/router';
import getRawBody from 'raw-body';
import type { ClientLimit } from './access/limits.ts';
import { refuse, refuseForNow } from './answers/refuse.ts';
import type { AppDeps } from './app-deps.ts';

/** Far more than any event of Feishu has. */
const largestEventBytes = 1024 * 1024;
/** Feishu sends an event at once. Until it is complete its sender is unknown, and its bytes stay in memory. */
export const eventTimeoutMs = 10_000;

/**
 * `POST /feishu/events`: events and card callbacks, byte for byte as they came, because the signature scope the bytes.
 * @param forged counts what was refused; genuine events are never held up, not even by forged ones from the same address
 */
export function addEventRoute(router: Router, { receiveEvent }: AppDeps, forged: ClientLimit): void {
  router.post('/feishu/events', async (ctx) => {
    if (receiveEvent === null) return refuse(ctx, 'bot_not_configured');
    const tooSlow = setTimeout(() => ctx.req.destroy(), eventTimeoutMs);
    const rawBody = await getRawBody(ctx.req, {
      length: ctx.get('Content-Length') || undefined,
      limit: largestEventBytes,
    }).catch(refusalOfBody);
    clearTimeout(tooSlow);
    if (typeof rawBody === 'string') return refuse(ctx, rawBody);
    const { status, body } = await receiveEvent(rawBody, flat(ctx.headers));
    const wait =
      status === 200 || status === 500 ? null : await forged.limit.take(forged.clientOf(ctx).address);
    if (wait !== null) return refuseForNow(ctx, 'too_many_requests', wait);
    ctx.status = status;
    ctx.body = body;
  });
}

/** Repeated headers count once: none of Feishu's are. */
function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function refusalOfBody(error: unknown): 'too_large' | 'bad_request' {
  const isTooLarge =
    typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large';
  return isTooLarge ? 'too_large' : 'bad_request';
}
