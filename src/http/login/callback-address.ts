import type { IncomingMessage } from 'node:http';
import { isFromThisMachine } from '../access/this-machine.ts';

/** Where Feishu sends the browser back to; with `PUBLIC_URL` before it, it is registered in the developer console. */
export const callbackPath = '/login/feishu/callback';

/**
 * The address of our callback as the browser reaches it. `Host` is what the client says, so it counts only where the
 * client is this machine.
 * @returns null where nobody has said under which address others reach the service
 */
export function callbackAddress(request: IncomingMessage, publicUrl: string | null): string | null {
  if (publicUrl !== null) return publicUrl + callbackPath;
  return isFromThisMachine(request) ? `http://${request.headers.host}${callbackPath}` : null;
}
