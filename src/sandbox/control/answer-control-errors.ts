import type Koa from 'koa';
import { z } from 'zod';
import { UnansweredChallenge } from '../events/check-request-url.ts';
import { VendorError } from '../platform/vendor-error.ts';

/** Turns what control routes throw into `{error:{code,message}}`. */
export const answerControlErrors: Koa.Middleware = async (context, next) => {
  try {
    await next();
  } catch (error) {
    const answer = answerTo(error);
    if (answer === null) throw error;
    context.status = answer.status;
    context.body = { error: { code: answer.code, message: answer.message } };
  }
};

function answerTo(error: unknown): { status: number; code: string; message: string } | null {
  if (error instanceof z.ZodError) {
    return { status: 400, code: 'invalid_request', message: z.prettifyError(error) };
  }
  // A Base refuses the same from a person as from a program.
  if (error instanceof VendorError) {
    return { status: 422, code: String(error.refusal.code), message: error.message };
  }
  if (error instanceof UnansweredChallenge) {
    const got = error.status === null ? '没有应答' : `返回 HTTP ${error.status}`;
    const message = `请求地址没有在 1 秒内以 challenge 应答（${got}），未保存`;
    return { status: 422, code: 'challenge_failed', message };
  }
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') {
    return { status: error.status, code: 'invalid_request', message: error.message };
  }
  return null;
}
