import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import Koa from 'koa';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bodyCheckMs, endIdleBodies } from '../../src/http/body/end-idle-bodies.ts';
import { eventually } from '../support/eventually.ts';
import { untilClosed } from '../support/until-closed.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
const sockets: Socket[] = [];
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  app = await startApp();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await app.close();
});
afterAll(() => vi.useRealTimers());

/** Sends the beginning of a request and waits until the service has it. */
async function begin(url: string, path: string, body: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined).resume();
  await once(socket, 'connect');
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n`;
  socket.write(head + body);
  await eventually(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
  return socket;
}

describe('a request body that never comes is ended within 30 seconds', () => {
  it('at most', () => {
    expect(2 * bodyCheckMs).toBeLessThanOrEqual(30_000);
  });

  it.each([
    ...['/api/syncs', '/api/syncs/37/input', '/api/syncs/37/rerun', '/api/syncs/37/cancel'],
    ...['/feishu/events', '/login', '/upload', '/nowhere', '/healthz'],
  ])('on %s', async (path) => {
    const socket = await begin(app.url, path, '{');
    const closed = untilClosed(socket);
    vi.advanceTimersByTime(2 * bodyCheckMs);
    await closed;
  });

  it('but not while it is coming, however slowly', async () => {
    let received = 0;
    const reading = new Koa().use(endIdleBodies(bodyCheckMs)).use(async ({ req }) => {
      for await (const chunk of req) received += chunk.length;
    });
    const server = reading.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = await begin(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, '/', '{');
    for (let length = 2; length < 7; length += 1) {
      socket.write(' ');
      await eventually(() => expect(received).toBe(length));
      vi.advanceTimersByTime(bodyCheckMs);
    }
    socket.write(' '.repeat(94));
    await eventually(() => expect(received).toBe(100));
    socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});
