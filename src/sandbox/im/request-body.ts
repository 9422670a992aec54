import type { z } from 'zod';
import { VendorError } from '../platform/vendor-error.ts';

/** The body in its documented shape. @throws VendorError 99992402, naming the fields that are wrong */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new VendorError('FieldValidationFailed', {
    detail: {
      field_violations: read.error.issues.map(({ path, message }) => ({
        field: path.join('.'),
        value: '',
        description: message,
      })),
    },
  });
}
