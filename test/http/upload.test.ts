import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addedOf, problemOf, type RunningApp, startApp, target, uploadForm } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const post = (body: FormData | string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/api/syncs`, { method: 'POST', body, headers });

async function uploaded(form: FormData) {
  const response = await post(form);
  expect(response.status).toBe(202);
  const sync = await app.syncs.get((await addedOf(response)).id);
  if (sync === null) throw new Error('the sync is not in the store');
  return sync;
}

async function refusal(response: Response) {
  const { status, code } = await problemOf(response);
  return [status, code];
}

/** Sends a hand-made request; a browser would never make it. */
function sendRaw(headers: Record<string, string>, chunks: (string | Buffer)[]): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const call = request(`${app.url}/api/syncs`, { method: 'POST', headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => resolve([answer.statusCode ?? 0, body]));
    });
    call.on('error', reject);
    for (const chunk of chunks) call.write(chunk);
    call.end();
  });
}

/** The parts of a form as bytes, each with its own headers. */
function multipart(
  parts: { disposition: string; type?: string; content: string }[],
): [Record<string, string>, Buffer] {
  const text = parts.map(({ disposition, type, content }) => {
    const contentType = type === undefined ? '' : `Content-Type: ${type}\r\n`;
    return `--frontier\r\nContent-Disposition: form-data; ${disposition}\r\n${contentType}\r\n${content}\r\n`;
  });
  const body = Buffer.from(`${text.join('')}--frontier--\r\n`, 'utf8');
  const headers = {
    'Content-Type': 'multipart/form-data; boundary=frontier',
    'Content-Length': String(body.length),
  };
  return [headers, body];
}

describe('an upload is taken into the queue', () => {
  it('with its bytes, its name and where it belongs', async () => {
    const bytes = Uint8Array.from({ length: 3000 }, (_, index) => index % 256);
    const sync = await uploaded(uploadForm(bytes, '名单（第12期）😀.csv'));
    expect(sync).toMatchObject({
      status: 'queued',
      source: 'web',
      fileName: '名单（第12期）😀.csv',
      dryRun: false,
      input: { course: null, day: null, addUnderNewDate: false, confirmed: [] },
      target,
    });
    expect(Buffer.from((await app.syncs.readFile(sync.fileId)) ?? [])).toEqual(Buffer.from(bytes));
  });

  it('and named by id and number', async () => {
    const answer = await (await post(uploadForm('x'))).json();
    expect(answer).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), number: expect.any(Number) });
  });

  it('with what the operator said', async () => {
    const fields = { course: ' 非暴力沟通入门 ', date: '2026-05-16', dryRun: 'true' };
    const { input, dryRun } = await uploaded(uploadForm('x', 'a.csv', fields));
    expect({ course: input.course, day: input.day, dryRun }).toEqual({
      course: '非暴力沟通入门',
      day: '2026-05-16',
      dryRun: true,
    });
  });

  it('once, however often it is sent under the same key', async () => {
    const key = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
    const first = await uploaded(uploadForm('用户ID', '名单.csv', { key }));
    const second = await uploaded(uploadForm('用户ID', '名单.csv', { key }));
    expect(second.id).toBe(first.id);
  });

  it('where fields left empty say nothing', async () => {
    const { input, dryRun } = await uploaded(uploadForm('x', 'a.csv', { course: ' ', date: '', dryRun: '' }));
    expect([input.course, input.day, dryRun]).toEqual([null, null, false]);
  });

  it('even if it is empty or no roster: that is found out later', async () => {
    expect((await uploaded(uploadForm('', 'leer.csv'))).fileName).toBe('leer.csv');
    expect((await uploaded(uploadForm('%PDF-1.7', 'a.pdf'))).fileName).toBe('a.pdf');
  });

  it.each([
    ['../../../etc/passwd', 'passwd'],
    ['C:\\名单.csv', '名单.csv'],
    ['<script>alert(1)</script>.csv', 'script>.csv'],
    ['" onload="x.csv', '" onload="x.csv'],
    ['__proto__', '__proto__'],
  ])('under a name that is only a label: %s', async (sent, label) => {
    expect((await uploaded(uploadForm('x', sent))).fileName).toBe(label);
  });

  it('from scripts that give a file no type, or a field one', async () => {
    const [headers, body] = multipart([
      { disposition: 'name="course"', type: 'text/plain', content: '共情倾听' },
      { disposition: 'name="file"; filename="名单.csv"', content: '用户ID\r\nu_1' },
    ]);
    const [status, answer] = await sendRaw(headers, [body]);
    expect(status).toBe(202);
    const sync = await app.syncs.get(JSON.parse(answer).id);
    expect(sync).toMatchObject({ fileName: '名单.csv', input: { course: '共情倾听' } });
  });

  it('with its name whole where a character is split between packets', async () => {
    const [headers, body] = multipart([
      { disposition: 'name="file"; filename="名单.csv"', type: 'text/csv', content: 'x' },
    ]);
    const inName = body.indexOf('名') + 1;
    const call = new Promise<string>((resolve, reject) => {
      const sent = request(`${app.url}/api/syncs`, { method: 'POST', headers }, (answer) => {
        answer.setEncoding('utf8').on('data', resolve);
      });
      sent.on('error', reject);
      sent.write(body.subarray(0, inName), () => setTimeout(() => sent.end(body.subarray(inName)), 20));
    });
    expect(await app.syncs.get(JSON.parse(await call).id)).toMatchObject({ fileName: '名单.csv' });
  });
});

describe('an upload is refused', () => {
  it('without a body', async () => {
    expect(await refusal(await fetch(`${app.url}/api/syncs`, { method: 'POST' }))).toEqual([400, 'no_file']);
  });

  it.each([
    ['without a file', () => new FormData()],
    [
      'with a field in place of a file',
      () => {
        const form = new FormData();
        form.append('file', 'text');
        return form;
      },
    ],
    [
      'with the empty part of a file input that was left empty',
      () => {
        const form = new FormData();
        form.append('file', new Blob([]), '');
        return form;
      },
    ],
    [
      'with two files',
      () => {
        const form = uploadForm('a');
        form.append('file', new Blob(['b']), 'b.csv');
        return form;
      },
    ],
  ])('%s', async (_name, form) => {
    expect(await refusal(await post(form()))).toEqual([400, 'no_file']);
  });

  it.each(['application/json', 'text/csv', 'application/x-www-form-urlencoded'])('as %s', async (type) => {
    expect(await refusal(await post('用户ID', { 'Content-Type': type }))).toEqual([400, 'no_file']);
  });

  it.each([
    '2026-02-30',
    '26-05-16',
    '2026/05/16',
    '0026-05-16',
    '2009-12-31',
    '2028-11-25',
    'today',
    '2026-05-16T00:00',
  ])('with the date %s', async (date) => {
    expect(await refusal(await post(uploadForm('x', 'a.csv', { date })))).toEqual([400, 'invalid_date']);
  });

  it.each<Record<string, string>>([{ dryRun: 'maybe' }, { course: '长'.repeat(201) }, { key: '7' }])(
    'with %o',
    async (fields) => {
      expect(await refusal(await post(uploadForm('x', 'a.csv', fields)))).toEqual([400, 'invalid_input']);
    },
  );

  it.each([
    ['dryRun', 'true', 'false'],
    ['dryRun', 'true', ''],
    ['dryRun', 'false', 'false'],
    ['course', '入门', '进阶'],
    ['date', '2026-05-16', '2026-05-17'],
  ])('with %s twice', async (name, first, second) => {
    const form = uploadForm('x', 'a.csv', { [name]: first });
    form.append(name, second);
    expect(await refusal(await post(form))).toEqual([400, 'invalid_input']);
  });

  it('with more parts than a form of ours has, behind which dryRun could hide', async () => {
    const others = Array.from({ length: 20 }, (_, n) => [`field${n}`, 'x']);
    const form = uploadForm('x', 'a.csv', Object.fromEntries(others));
    form.append('dryRun', 'true');
    expect(await refusal(await post(form))).toEqual([400, 'bad_request']);
  });

  it.each([0, 100, 10 * 1024 * 1024])('with %i bytes more than 20 MB', async (more) => {
    const response = await post(uploadForm(new Uint8Array(20 * 1024 * 1024 + more)));
    if (more === 0) expect(response.status).toBe(202);
    else expect(await refusal(response)).toEqual([413, 'too_large']);
  });

  it('in Chinese, with what to do', async () => {
    expect(await problemOf(await post(new FormData()))).toEqual({
      status: 400,
      code: 'no_file',
      message: '没有收到文件。',
      hint: '请选择一个 CSV 或 xlsx 文件再上传，一次一个。',
    });
  });

  it('if it does not say how large it is', async () => {
    const [headers, body] = multipart([{ disposition: 'name="file"; filename="a.csv"', content: 'x' }]);
    const [status, answer] = await sendRaw({ 'Content-Type': headers['Content-Type'] ?? '' }, [body, '']);
    expect([status, JSON.parse(answer).error.code]).toEqual([411, 'length_required']);
  });

  it.each([
    [
      'cut off',
      'multipart/form-data; boundary=frontier',
      '--frontier\r\nContent-Disposition: form-data; name="fi',
    ],
    ['without a boundary', 'multipart/form-data', 'x'],
    ['not what it claims to be', 'multipart/form-data; boundary=frontier', 'no parts at all'],
  ])('if the form is %s', async (_name, type, body) => {
    expect(await refusal(await post(body, { 'Content-Type': type }))).toEqual([400, 'bad_request']);
  });
});
