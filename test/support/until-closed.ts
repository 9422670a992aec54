import type { Socket } from 'node:net';

/** Resolves once the connection is closed, by a reset too: `once` of `node:events` would end with its error. */
export function untilClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
