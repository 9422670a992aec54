import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { control } from './tables.ts';

/** Whatever row holds it, Feishu refuses the whole batch. */
export const refusedText = '不收';

/**
 * How far the last call of a program gets. `unsent`: it does not reach Feishu. `held`: Feishu has it and executes it
 * after the caller was killed. `unread`: it is executed, but the caller is killed before it has the answer.
 */
export type CallMoment = 'unsent' | 'held' | 'unread';

/** In which calls, counted from 0, the program is killed, and when; null: it goes on. */
export type KillRule = (name: string, number: number) => CallMoment | null;

export const neverKill: KillRule = () => null;

/** A proxy between a program and the stand-in Feishu that kills the program in the middle of a call. */
export interface Gateway {
  url: string;
  /** Counts anew from the next call. @returns what is called from now on, in order */
  watch(rule: KillRule, killProgram: () => Promise<void>): readonly string[];
  close(): Promise<void>;
}

interface Call {
  method: string;
  path: string;
  /** Path and query. */
  target: string;
  headers: Record<string, string>;
  body: Buffer;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

export async function openGateway(sandboxUrl: string): Promise<Gateway> {
  let calls: string[] = [];
  let rule = neverKill;
  let killProgram = async () => {};
  let heldTable: string | null = null;

  const release = async (call: Call) => {
    // Only when the next run has started and found the table occupied: that is the hard case.
    if (heldTable === null || !call.path.startsWith(heldTable)) return;
    heldTable = null;
    await control(sandboxUrl, 'DELETE', 'faults');
  };
  const execute = async (call: Call): Promise<Answer | null> => {
    const name = isRefused(call) ? `${nameOf(call)}, refused` : nameOf(call);
    const moment = rule(name, calls.length);
    calls.push(name);
    if (moment === 'held') {
      await hold(sandboxUrl, call);
      heldTable = call.path.replace(/records\/.*/, '');
    }
    const answer = moment === 'unsent' || moment === 'held' ? null : await answerTo(sandboxUrl, call);
    if (moment !== null) {
      await killProgram();
      return null;
    }
    await release(call);
    return answer;
  };
  const server = createServer((request, response) => {
    void read(request)
      .then(execute)
      .then((answer) => reply(response, answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    watch(next, end) {
      calls = [];
      rule = next;
      killProgram = end;
      return calls;
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Whether this call, by path or by name, changes records; one that is refused does not. */
export function isWrite(name: string): boolean {
  return /batch_(?:create|update|delete)$/.test(name);
}

/** Whether a sync makes this call; cards are shown by others. A service that starts looks at fields too. */
export function isOfSync(name: string): boolean {
  return /\/records|\/fields|resources/.test(name);
}

/** Without the ids that are new in every run. */
function nameOf({ method, path }: Call): string {
  const named = path.replace(/^\/open-apis\/\w+\/v\d\//, '');
  const name = named.replace(/(apps|messages|resources)\/[^/]+/g, '$1/*').replace('apps/*/tables/', '');
  return `${method} ${name}`;
}

async function read(request: IncomingMessage): Promise<Call> {
  const { method = '', url = '' } = request;
  const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
  const flat = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  const body = await buffer(request);
  const [path = ''] = url.split('?');
  return { method, path, target: url, headers: Object.fromEntries(flat), body };
}

/** Hands the call to the stand-in, which keeps it waiting; returns when it is there. */
async function hold(sandboxUrl: string, call: Call): Promise<void> {
  const { method, path } = call;
  await control(sandboxUrl, 'POST', 'faults', { method, path, action: { kind: 'hold', when: 'before' } });
  send(sandboxUrl, call).catch(() => undefined);
  const isWaiting = async () =>
    ((await control(sandboxUrl, 'GET', 'faults')) as { faults: unknown[] }).faults.length > 0;
  while (await isWaiting()) await sleep(5);
}

/** What our own checks accept, and Feishu refuses nevertheless. */
function isRefused({ path, body }: Call): boolean {
  return isWrite(path) && body.includes(refusedText);
}

async function answerTo(sandboxUrl: string, call: Call): Promise<Answer> {
  if (!isRefused(call)) return send(sandboxUrl, call);
  const body = JSON.stringify({ code: 1254060, msg: 'TextFieldConvFail', data: {} });
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
}

async function send(sandboxUrl: string, { method, target, headers, body }: Call): Promise<Answer> {
  const carriesBody = method !== 'GET' && method !== 'HEAD';
  const response = await fetch(`${sandboxUrl}${target}`, {
    method,
    headers,
    ...(carriesBody ? { body: new Uint8Array(body) } : {}),
  });
  const kept = [...response.headers].filter(([name]) => !/^(?:connection|keep-alive|transfer-)/.test(name));
  return {
    status: response.status,
    headers: Object.fromEntries(kept),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

function reply(response: ServerResponse, answer: Answer | null): void {
  if (answer === null) response.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}
