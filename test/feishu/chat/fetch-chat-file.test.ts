import { afterEach, describe, expect, it } from 'vitest';
import { done, hang, json, limited, refusal } from './answers.ts';
import { type Answer, startChatServer } from './chat-server.ts';

type Server = Awaited<ReturnType<typeof startChatServer>>;
let server: Server;
const start = async (...answers: Answer[]) => {
  server = await startChatServer(answers);
};
afterEach(() => server.close());

const reference = { messageId: 'om_1', fileKey: 'file_v3_00ab-1' };
const fetchFile = () => server.fetchChatFile(reference);
const binary = { 'content-type': 'application/octet-stream' };

const roster = Buffer.from('\ufeff用户ID,昵称\r\nu_1,小王\r\n');
const file: Answer = (response) => {
  response.writeHead(200, { ...binary, 'content-length': String(roster.length) });
  response.end(roster);
};
const inPieces: Answer = (response) => {
  response.writeHead(200, binary);
  response.write(roster.subarray(0, 10));
  setTimeout(() => response.end(roster.subarray(10)), 20);
};
/** The connection breaks in the middle, with or without a promised length. */
const brokenOff =
  (headers: Record<string, string>): Answer =>
  (response) => {
    response.writeHead(200, { ...binary, ...headers });
    response.write(roster.subarray(0, 10), () => response.destroy());
  };
const drips: Answer = (response) => {
  response.writeHead(200, binary);
  const drops = setInterval(() => response.write('.'), 20);
  response.on('close', () => clearInterval(drops));
};
const allowed = 20 * 1024 * 1024;
const ofSize =
  (size: number): Answer =>
  (response) => {
    response.writeHead(200, binary);
    response.end(Buffer.alloc(size, 'x'));
  };

describe('a file in chat', () => {
  it.each<[string, Answer]>([
    ['at once', file],
    ['in pieces', inPieces],
  ])('is downloaded %s', async (_, answer) => {
    await start(answer);
    expect(await fetchFile()).toEqual({ kind: 'bytes', bytes: roster });
    expect(server.requests[0]?.line).toBe(
      'GET /open-apis/im/v1/messages/om_1/resources/file_v3_00ab-1?type=file',
    );
  });

  it.each<[string, Answer]>([
    ['the connection broke', brokenOff({ 'content-length': '1000' })],
    ['the connection broke without a promised length', brokenOff({})],
    ['the connection was dropped', (response) => void response.destroy()],
    ['the gateway was down', json({}, 502)],
    ['too much was asked at once', limited],
    ['Feishu asks for another try', refusal(234019)],
  ])('is downloaded again after %s', async (_, answer) => {
    await start(answer, file);
    expect(await fetchFile()).toEqual({ kind: 'bytes', bytes: roster });
    expect(server.requests).toHaveLength(2);
  });

  it.each<[string, Answer]>([
    ['nothing came', hang],
    ['it came drop by drop', drips],
  ])('is downloaded again where %s', async (_, answer) => {
    server = await startChatServer([answer, file], 200);
    expect(await fetchFile()).toEqual({ kind: 'bytes', bytes: roster });
  });

  it.each([200, 400])('is downloaded with a new token after 99991663 with HTTP %i', async (status) => {
    await start(refusal(99991663, status), file);
    expect(await fetchFile()).toEqual({ kind: 'bytes', bytes: roster });
    expect(server.tokens).toHaveLength(2);
  });

  it('of the largest size is taken', async () => {
    await start(ofSize(allowed));
    const fetched = await fetchFile();
    expect(fetched.kind === 'bytes' && fetched.bytes.length).toBe(allowed);
  });

  it.each<[string, Answer]>([
    ['one byte larger', ofSize(allowed + 1)],
    ['that never ends', (response) => void pour(response)],
    ['that Feishu does not hand out', refusal(234037)],
  ])('%s is too large', async (_, answer) => {
    await start(answer);
    expect(await fetchFile()).toEqual({ kind: 'too_large', allowedBytes: allowed });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [234003, 'chat_file_gone'],
    [230110, 'chat_file_gone'],
    [234004, 'chat_file_forbidden'],
    [234009, 'chat_file_forbidden'],
    [234038, 'chat_file_forbidden'],
    [234040, 'chat_file_forbidden'],
    [234043, 'chat_file_forbidden'],
    [234001, 'feishu_refused'],
    [99991672, 'missing_scope'],
  ])('that is refused with %i stops the sync as %s', async (code, error) => {
    await start(refusal(code));
    await expect(fetchFile()).rejects.toMatchObject({ code: error, details: { feishuCode: code } });
    expect(server.requests).toHaveLength(1);
  });

  it('whose content is JSON is still a file', async () => {
    const body = { code: 'A1', rows: [] };
    await start(json(body));
    expect(await fetchFile()).toEqual({ kind: 'bytes', bytes: Buffer.from(JSON.stringify(body)) });
  });

  it('that is never reached is given up', async () => {
    await start((response) => void response.destroy());
    await expect(fetchFile()).rejects.toMatchObject({ code: 'feishu_unreachable' });
  });

  it.each([
    { ...reference, messageId: '../om_1' },
    { ...reference, fileKey: 'a/b?c=1' },
    { ...reference, fileKey: '' },
  ])('is never asked for under a path that an id made up: %j', async (made) => {
    await start(done);
    await expect(server.fetchChatFile(made)).rejects.toMatchObject({ code: 'internal' });
    expect(server.requests).toEqual([]);
  });
});

function pour(response: Parameters<Answer>[0]): void {
  response.writeHead(200, binary);
  const piece = Buffer.alloc(256 * 1024, 'x');
  const write = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', write);
  response.on('close', () => response.off('drain', write));
  write();
}
