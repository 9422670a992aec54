import Koa, { type Middleware } from 'koa';
import { AppError, isStoreErrorCode } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { RefusalCode } from '../wording/explain-refusal.ts';
import { refusalStatus, refuse } from './answers/refuse.ts';

/**
 * Answers every error with a refusal that shows nothing internal, and gives a body to the 404 and 405 that no route
 * answered.
 */
export function answerErrors(log: Logger): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 405 || ctx.status === 501) refuse(ctx, 'method_not_allowed');
      else if (ctx.status === 404 && ctx.body === undefined) refuse(ctx, 'not_found');
    } catch (error) {
      const code = refusalOf(error);
      if (refusalStatus(code) >= 500) log.error({ err: error }, 'request failed');
      refuse(ctx, code);
    }
  };
}

/** Errors that Koa and its middleware throw have the status of what was wrong with the request. */
function refusalOf(error: unknown): RefusalCode {
  if (error instanceof AppError && isStoreErrorCode(error.code)) return error.code;
  if (!(error instanceof Koa.HttpError) || error.status >= 500) return 'internal';
  if (error.status === 413) return 'too_large';
  return error.status === 404 || error.status === 403 ? 'not_found' : 'bad_request';
}
