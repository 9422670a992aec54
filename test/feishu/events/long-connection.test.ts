import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { type LongConnection, startLongConnection } from '../../../src/feishu/events/long-connection.ts';
import { eventually } from '../../support/eventually.ts';
import { eventDeps, now } from './deliveries.ts';

const appSecret = 'secret-that-nobody-may-read';
const asked: { path: string | undefined; body: unknown }[] = [];
const waits: number[] = [];
/** A platform that refuses the connection. */
const server = createServer(async (request, response) => {
  asked.push({ path: request.url, body: JSON.parse(String(await buffer(request))) });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ code: 514, msg: 'auth failed', data: {} }));
});
let connection: LongConnection;

async function start(appId: string) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { deps, logged } = eventDeps();
  const clock = {
    now: () => now,
    monotonic: () => now,
    async sleep(ms: number) {
      waits.push(ms);
      if (waits.length > 2) await new Promise(() => {});
    },
  };
  const domain = `http://127.0.0.1:${address.port}`;
  connection = startLongConnection({ ...deps, clock, appId, appSecret, domain });
  return logged;
}

afterEach(async () => {
  connection.close();
  asked.length = 0;
  waits.length = 0;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

it('a refused connection is said and tried again every minute', async () => {
  const logged = await start('cli_a1b2c3d4e5f60718');
  await eventually(() => expect(waits).toEqual([60_000, 60_000, 60_000]));
  expect(asked).toHaveLength(3);
  expect(asked[0]).toEqual({
    path: '/callback/ws/endpoint',
    body: { AppID: 'cli_a1b2c3d4e5f60718', AppSecret: appSecret },
  });
  expect(logged()).toContain('code=514');
  expect(logged()).not.toContain(appSecret);
});

it('an id that the SDK does not take is said, because the SDK does not', async () => {
  const logged = await start('cli_short');
  expect(logged()).toContain('FEISHU_APP_ID');
  expect(asked).toEqual([]);
});
