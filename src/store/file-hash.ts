import { createHash } from 'node:crypto';

/** By which the same bytes are known again, whatever they are called. */
export function fileHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
