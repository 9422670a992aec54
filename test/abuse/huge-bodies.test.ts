import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../support/api.ts';
import { type RunningService, startService } from '../support/processes.ts';

let service: RunningService;
let dataDir: string;
/** Of a sync that can be answered. */
let id: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nvc-huge-'));
  service = await startService({ DATA_DIR: dataDir, UPLOAD_PASSWORD: 'a long password' });
  const body = new FormData();
  body.set('file', new Blob(['用户ID,昵称\nu_1,甲']), '名单.csv');
  const added = await fetch(`${service.url}/api/syncs`, { method: 'POST', headers: { authorization }, body });
  id = idOf(await added.json());
});
afterAll(async () => {
  await service.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;
const authorization = `Basic ${btoa('x:a long password')}`;

interface Sending {
  path: string;
  type: string;
  /** Says beforehand how much will come. */
  isSized: boolean;
  isLoggedIn: boolean;
}

/** What came of it, as soon as there was an answer. */
interface Refusal {
  /** null: the connection was closed before the answer could be read. */
  status: number | null;
  /** Bytes that had left this side by then. */
  sent: number;
}

/** Sends a gibibyte, or as much of it as the service takes before it answers. */
function sendGibibyte({ path, type, isSized, isLoggedIn }: Sending): Promise<Refusal> {
  const headers = {
    'content-type': type,
    ...(isSized ? { 'content-length': gibibyte } : { 'transfer-encoding': 'chunked' }),
    ...(isLoggedIn ? { authorization } : {}),
  };
  const piece = Buffer.alloc(mebibyte, '-');
  return new Promise((resolve) => {
    let sent = 0;
    const call = request(
      `${service.url}${path.replace(':id', id)}`,
      { method: 'POST', headers },
      ({ statusCode = null }) => {
        resolve({ status: statusCode, sent });
        call.destroy();
      },
    );
    call.on('error', () => undefined).on('close', () => resolve({ status: null, sent }));
    const send = () => {
      while (sent < gibibyte && !call.destroyed) {
        sent += piece.length;
        if (!call.write(piece)) return void call.once('drain', send);
      }
      call.end();
    };
    send();
  });
}

async function memory(): Promise<number> {
  const metrics = await (await fetch(`${service.url}/metrics`, { headers: { authorization } })).text();
  return Number(/^process_resident_memory_bytes (\d+)$/m.exec(metrics)?.[1]);
}

const form = 'multipart/form-data; boundary=-';
/** The stand-in takes 64 MB of JSON, which its reader holds twice; everybody else is cut off sooner. */
const heldByStandIn = 256 * mebibyte;
const heldByOthers = 100 * mebibyte;

describe('a gibibyte is refused, and never held', () => {
  it.each<[string, Sending, number]>([
    ['as a file', { path: '/api/syncs', type: form, isSized: true, isLoggedIn: true }, 413],
    ['as a file of unknown size', { path: '/api/syncs', type: form, isSized: false, isLoggedIn: true }, 411],
    [
      'as an answer',
      { path: '/api/syncs/:id/input', type: 'application/json', isSized: false, isLoggedIn: true },
      400,
    ],
    [
      'as a password',
      { path: '/login', type: 'application/x-www-form-urlencoded', isSized: false, isLoggedIn: false },
      413,
    ],
    [
      'as an event',
      { path: '/feishu/events', type: 'application/json', isSized: true, isLoggedIn: false },
      413,
    ],
    [
      'as an event of unknown size',
      { path: '/feishu/events', type: 'application/json', isSized: false, isLoggedIn: false },
      413,
    ],
    ['by who may not come in', { path: '/api/syncs', type: form, isSized: true, isLoggedIn: false }, 401],
    ['to nowhere', { path: '/nowhere', type: form, isSized: false, isLoggedIn: true }, 404],
    [
      'to the stand-in Feishu',
      { path: '/sandbox/api/chat/messages', type: 'application/json', isSized: false, isLoggedIn: true },
      400,
    ],
  ])('%s', async (_, sending, refusal) => {
    const before = await memory();
    const { status, sent } = await sendGibibyte(sending);
    expect([refusal, null]).toContain(status);
    expect(sent).toBeLessThan(gibibyte / 8);
    expect((await memory()) - before).toBeLessThan(
      sending.path.startsWith('/sandbox/') ? heldByStandIn : heldByOthers,
    );
  });
});
