import type { z } from 'zod';
import { VendorError } from '../platform/vendor-error.ts';

/** @throws VendorError 1254001 for a body of the wrong shape */
export function parseBody<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new VendorError('WrongRequestBody');
  return parsed.data;
}
