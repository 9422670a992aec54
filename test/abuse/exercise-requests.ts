import { connect } from 'node:net';
import { untilClosed } from '../support/until-closed.ts';
import { canaries } from './canaries.ts';
import { basic, json, type RunningExercise, visit } from './exercise.ts';

const { nickname, password, wrongPassword } = canaries;

/** The pages, the login, what machines request. */
export async function visitPages(exercise: RunningExercise): Promise<void> {
  const form = (given: string) => ({
    method: 'POST',
    headers: {},
    body: new URLSearchParams({ password: given, next: `/upload?${canaries.next}` }),
  });
  await visit(exercise, '/login', 'pages', form(wrongPassword));
  const { headers } = await visit(exercise, '/login', 'pages', form(password));
  exercise.secrets.session = /nvc_session=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? '';
  const cookie = {
    cookie: headers
      .getSetCookie()
      .map((set) => set.split(';')[0])
      .join('; '),
  };
  for (const path of ['/upload', '/upload/upload-page.js', '/login', '/'])
    await visit(exercise, path, 'pages', { headers: cookie });
  for (const path of ['/metrics', '/healthz', '/readyz']) await visit(exercise, path, 'metrics');
}

/** Requests that are refused, each with something in it that must not come back or be kept. */
export async function sendBadRequests(exercise: RunningExercise): Promise<void> {
  const { address, header: inHeader, body } = canaries;
  const tries: [string, RequestInit][] = [
    [`/api/syncs/${address}`, {}],
    [`/api/${encodeURIComponent(nickname)}?${address}`, {}],
    [`/upload/../../${address}`, {}],
    [`/api/syncs?q=${encodeURIComponent(nickname)}`, { headers: basic }],
    [`/api/syncs/${address}/changes?q=${encodeURIComponent(nickname)}`, { headers: basic }],
    [`/syncs/${address}`, { headers: basic }],
    ['/upload/%E0%A4%A', {}],
    ['/api/syncs/%E0%A4%A', {}],
    ['/api/syncs', { headers: { authorization: `Basic ${btoa(`x:${wrongPassword}`)}` } }],
    ['/api/syncs', { method: 'POST', headers: { ...basic, 'content-type': inHeader }, body }],
    ['/api/syncs', { method: 'POST', headers: { ...basic, 'content-type': 'multipart/form-data' }, body }],
    ['/api/syncs', { method: 'POST', headers: json, body: `{"${body}` }],
    ['/api/syncs', { method: 'POST', headers: { ...basic, origin: `https://${address}.example` }, body }],
    [`/${address}`, { method: 'DELETE', headers: { ...basic, 'x-forwarded-for': inHeader } }],
    [
      '/login',
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `password=${wrongPassword}`,
      },
    ],
    ['/feishu/events', { method: 'POST', body: JSON.stringify({ encrypt: body }) }],
  ];
  for (const [path, init] of tries) await visit(exercise, path, 'refusals', init);
  for (const bytes of [
    `GET /${address} HTTP/1.1\r\n\r\n`,
    `${body}\r\n\r\n`,
    `GET / HTTP/1.1\r\n${inHeader}: ${'x'.repeat(20_000)}\r\n\r\n`,
  ])
    exercise.outputs.refusals += await sendBytes(exercise.harness.service.url, bytes);
}

async function sendBytes(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk)).on('error', () => undefined);
  socket.write(bytes);
  await untilClosed(socket);
  return answer;
}
