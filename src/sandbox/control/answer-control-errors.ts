import type Koa from 'koa';
import { z } from 'zod';
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
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') {
    return { status: error.status, code: 'invalid_request', message: error.message };
  }
  return null;
}
