import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';

/** A connection whose request body has not moved from one look to the next is ended, so within twice this time. */
export const bodyCheckMs = 15_000;

/** Ends connections on which the rest of a request body does not come, whatever the route does with the body. */
export function endIdleBodies(checkMs: number): Middleware {
  return (ctx, next) => {
    if (!ctx.req.complete) watch(ctx.req, checkMs);
    return next();
  };
}

function watch(request: IncomingMessage, checkMs: number): void {
  const { socket } = request;
  let bytesBefore = socket.bytesRead;
  const timer = setInterval(() => {
    if (request.complete || socket.destroyed) clearInterval(timer);
    else if (socket.bytesRead > bytesBefore) bytesBefore = socket.bytesRead;
    else socket.destroy();
  }, checkMs);
  timer.unref();
  request.once('close', () => clearInterval(timer));
}
