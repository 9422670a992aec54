import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import * as lark from '@larksuiteoapi/node-sdk';
import Koa from 'koa';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { sandboxCredentials } from '../../../src/sandbox/auth/credentials.ts';
import {
  createLongConnection,
  type LongConnection,
} from '../../../src/sandbox/longconn/create-long-connection.ts';
import { randomId } from '../../../src/sandbox/platform/ids.ts';
import type { EventEnvelope } from '../../../src/sandbox/state/event-envelope.ts';
import { eventually } from '../../support/eventually.ts';

type Handler = (event: unknown) => unknown;

const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };

let server: Server;
let longConnection: LongConnection;
let random: number;
let clients: lark.WSClient[];
const open = new Set<Socket>();

beforeEach(async () => {
  random = 0;
  clients = [];
  longConnection = createLongConnection({
    credentials: sandboxCredentials,
    newId: randomId,
    random: () => random,
    answerWithinMs: () => 3000,
    mostConnections: () => 50,
  });
  server = createServer(new Koa().use(longConnection.endpoint.routes()).callback());
  longConnection.attach(server);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  vi.useRealTimers();
  for (const client of clients) client.close({ force: true });
  longConnection.close();
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
});

function origin(): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `127.0.0.1:${address.port}`;
}

/** A client of the official SDK, unmodified, that has connected. */
async function connect(handlers: Record<string, Handler>, reconnected = () => {}): Promise<lark.WSClient> {
  const client = await new Promise<lark.WSClient>((resolve, reject) => {
    const starting: lark.WSClient = new lark.WSClient({
      ...sandboxCredentials,
      domain: `http://${origin()}`,
      logger: silent,
      onReady: () => resolve(starting),
      onReconnected: reconnected,
      onError: reject,
    });
    clients.push(starting);
    void starting.start({ eventDispatcher: new lark.EventDispatcher({ logger: silent }).register(handlers) });
  });
  await eventually(() => expect(longConnection.isOpen()).toBe(true));
  return client;
}

function envelope(eventType: string, event: Record<string, unknown> = {}): EventEnvelope {
  return {
    schema: '2.0',
    header: {
      event_id: 'event-1',
      event_type: eventType,
      create_time: '1772416800000',
      token: '',
      app_id: sandboxCredentials.appId,
      tenant_key: 'tenant',
    },
    event,
  };
}

const message = envelope('im.message.receive_v1', { message: { message_id: 'om_1' } });

async function askEndpoint(body: object): Promise<unknown> {
  const response = await fetch(`http://${origin()}/callback/ws/endpoint`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function addressOfConnection(): Promise<string> {
  const { appId, appSecret } = sandboxCredentials;
  const answer = await askEndpoint({ AppID: appId, AppSecret: appSecret });
  expect(answer).toMatchObject({ code: 0, data: { URL: expect.any(String) } });
  const data = Object(Object(answer).data);
  return String(data.URL);
}

describe('the official SDK, unmodified', () => {
  it('receives an event and acknowledges it', async () => {
    const received: unknown[] = [];
    await connect({ 'im.message.receive_v1': (event) => void received.push(event) });
    expect(await longConnection.deliver(message)).toEqual({ ok: true, answer: null, status: 200 });
    expect(received).toMatchObject([{ event_id: 'event-1', message: { message_id: 'om_1' } }]);
  });

  it('receives text of any language', async () => {
    const received: unknown[] = [];
    await connect({ 'im.message.receive_v1': (event) => void received.push(event) });
    await longConnection.deliver(envelope('im.message.receive_v1', { text: '名单 😀' }));
    expect(received).toMatchObject([{ text: '名单 😀' }]);
  });

  it('answers a card callback', async () => {
    const toast = { toast: { type: 'info', content: '已收到' } };
    await connect({ 'card.action.trigger': () => toast });
    const delivered = await longConnection.deliver(envelope('card.action.trigger', { token: 'c-1' }));
    expect(delivered).toEqual({ ok: true, answer: toast, status: 200 });
  });

  it('says so when the handler throws', async () => {
    await connect({
      'im.message.receive_v1': () => {
        throw new Error('broken');
      },
    });
    expect(await longConnection.deliver(message)).toEqual({ ok: false, answer: null, status: 500 });
  });

  it('keeps events sent at the same time apart', async () => {
    await connect({ 'card.action.trigger': (event) => ({ toast: Object(event).number }) });
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((number) => longConnection.deliver(envelope('card.action.trigger', { number }))),
    );
    expect(answers.map(({ answer }) => answer)).toEqual([1, 2, 3, 4, 5].map((toast) => ({ toast })));
  });

  it('connects again after a drop', async () => {
    const reconnected = vi.fn();
    await connect({}, reconnected);
    for (const socket of open) socket.destroy();
    await eventually(() => expect(reconnected).toHaveBeenCalledOnce());
    await eventually(() => expect(longConnection.isOpen()).toBe(true));
    expect(await longConnection.deliver(message)).toMatchObject({ ok: true });
  });

  it('is refused with a wrong secret', async () => {
    const refused = await new Promise<Error>((resolve) => {
      const client = new lark.WSClient({
        ...sandboxCredentials,
        appSecret: 'wrong',
        domain: `http://${origin()}`,
        logger: silent,
        onError: resolve,
      });
      clients.push(client);
      void client.start({ eventDispatcher: new lark.EventDispatcher({ logger: silent }) });
    });
    expect(refused.message).toContain('code=514');
    expect(longConnection.isOpen()).toBe(false);
  });
});

describe('an event is not delivered', () => {
  const unanswered = (why: string) => ({ ok: false, answer: null, status: null, why });

  it('without a connection', async () => {
    expect(await longConnection.deliver(message)).toEqual(unanswered('not_connected'));
  });

  it('without an acknowledgement in time', async () => {
    const received = vi.fn();
    await connect({ 'im.message.receive_v1': () => new Promise(received) });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const settled = vi.fn();
    const delivering = longConnection.deliver(message).then(settled);
    await vi.advanceTimersByTimeAsync(2999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await delivering;
    expect(settled).toHaveBeenCalledWith(unanswered('no_answer'));
  });

  it('when the connection ends before the acknowledgement', async () => {
    await connect({
      'im.message.receive_v1': () => {
        for (const socket of open) socket.destroy();
        return new Promise(() => {});
      },
    });
    expect(await longConnection.deliver(message)).toEqual(unanswered('broken_off'));
  });
});

describe('several connections of one app', () => {
  it('each event reaches exactly one, whichever', async () => {
    const received: string[] = [];
    await connect({ 'im.message.receive_v1': () => void received.push('first') });
    await connect({ 'im.message.receive_v1': () => void received.push('second') });
    for (const drawn of [0, 0.49, 0.51, 0.99]) {
      random = drawn;
      await longConnection.deliver(message);
    }
    expect(received).toEqual(['first', 'first', 'second', 'second']);
  });
});

describe('the endpoint', () => {
  it.each<[string, object]>([
    ['another app', { AppID: 'cli_0000000000000000', AppSecret: sandboxCredentials.appSecret }],
    ['another secret', { AppID: sandboxCredentials.appId, AppSecret: 'wrong' }],
    ['no secret', { AppID: sandboxCredentials.appId }],
  ])('refuses %s', async (_name, body) => {
    expect(await askEndpoint(body)).toEqual({ code: 514, msg: 'auth failed', data: {} });
  });

  it('gives the address at this server, and how to keep the connection', async () => {
    const address = new URL(await addressOfConnection());
    expect(address.host).toBe(origin());
    expect(Number(address.searchParams.get('service_id'))).toBeGreaterThan(0);
    expect([...address.searchParams.keys()][0]).not.toBe('service_id');
  });

  it('an address lets one connection in', async () => {
    const address = await addressOfConnection();
    const first = new WebSocket(address);
    await once(first, 'open');
    const [refused] = await once(new WebSocket(address), 'error');
    expect(String(refused)).toContain('403');
    first.terminate();
  });

  it('a made-up address is refused', async () => {
    const [refused] = await once(new WebSocket(`ws://${origin()}/callback/ws/connection?ticket=x`), 'error');
    expect(String(refused)).toContain('403');
  });

  it('a name of another site is refused', async () => {
    const headers = { host: 'evil.example' };
    const [refused] = await once(new WebSocket(await addressOfConnection(), { headers }), 'error');
    expect(String(refused)).toContain('403');
  });

  it('is closed to everybody after the end', async () => {
    const address = await addressOfConnection();
    longConnection.close();
    const [refused] = await once(new WebSocket(address), 'error');
    expect(String(refused)).toContain('503');
  });

  it('what is no frame is passed over', async () => {
    const socket = new WebSocket(await addressOfConnection());
    await once(socket, 'open');
    socket.send('text');
    socket.send(Buffer.from([0xff, 0xff]));
    const ping = Buffer.from('0800100018012000' + '2a0c0a04747970651204' + '70696e67', 'hex');
    socket.send(ping);
    const [pong] = await once(socket, 'message');
    expect(String(pong)).toContain('"PingInterval"');
    socket.terminate();
  });

  it('the fifty-first connection gets no address', async () => {
    const sockets: WebSocket[] = [];
    for (let count = 0; count < 50; count += 1) {
      const socket = new WebSocket(await addressOfConnection());
      await once(socket, 'open');
      sockets.push(socket);
    }
    const { appId, appSecret } = sandboxCredentials;
    expect(await askEndpoint({ AppID: appId, AppSecret: appSecret })).toMatchObject({ code: 1000040350 });
    for (const socket of sockets) socket.terminate();
  });
});
