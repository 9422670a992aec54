import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syncEvents } from '../../src/http/sync-events.ts';
import { target } from '../contract/store-place.ts';
import { sampleFailure } from '../wording/sample-sync.ts';
import { finishSync } from './finish-sync.ts';
import { addedOf, type RunningApp, startApp, uploadForm } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function upload(): Promise<string> {
  const response = await fetch(`${app.url}/api/syncs`, { method: 'POST', body: uploadForm('x') });
  return (await addedOf(response)).id;
}

/** Reads the events of a sync one by one as they come. */
async function listen(id: string) {
  const end = new AbortController();
  const response = await fetch(`${app.url}/api/syncs/${id}/events`, { signal: end.signal });
  if (response.body === null) throw new Error('no stream');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  /** The next event block; null at the end of the stream. */
  async function next(): Promise<string | null> {
    while (!text.includes('\n\n')) {
      const { value, done } = await reader.read();
      if (done) return null;
      text += value;
    }
    const [block = ''] = text.split('\n\n', 1);
    text = text.slice(block.length + 2);
    return block;
  }
  /** The data of the next event that says so; what is seen in between depends on when the store was asked. */
  async function nextWith(words: string): Promise<unknown> {
    let block = await next();
    while (block !== null && !block.includes(words)) block = await next();
    return dataOf(block);
  }
  return { response, close: () => end.abort(), next, nextWith };
}

const dataOf = (block: string | null): unknown => JSON.parse(block?.replace(/^data: /, '') ?? 'null');

describe('the events of a sync', () => {
  it('are a stream that no proxy keeps back', async () => {
    const events = await listen(await upload());
    const { headers } = events.response;
    expect(headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('Cache-Control')).toBe('no-cache, no-transform');
    expect(headers.get('X-Accel-Buffering')).toBe('no');
    events.close();
  });

  it('begin with the state, follow every change and end with the sync', async () => {
    const id = await upload();
    const events = await listen(id);
    expect(await events.next()).toBe('retry: 2000');
    expect(dataOf(await events.next())).toMatchObject({ id, status: 'queued' });
    await app.syncs.start(id);
    await app.syncs.saveProgress(id, { phase: 'writing_enrollments', done: 1, total: 3 });
    expect(await events.nextWith('正在处理第2条记录…（共3条）')).toMatchObject({ status: 'running' });
    await finishSync(app.syncs, id, [sampleFailure({ line: 3, userId: 'u_1', code: 'missing_date' })]);
    expect(await events.nextWith('处理完毕')).toMatchObject({ status: 'partial', failures: [{ line: 3 }] });
    expect(await events.next()).toBeNull();
  });

  it('of one that has ended are its end', async () => {
    const id = await upload();
    await finishSync(app.syncs, id);
    const events = await listen(id);
    await events.next();
    expect(dataOf(await events.next())).toMatchObject({ status: 'succeeded' });
    expect(await events.next()).toBeNull();
  });

  it('say now and then that the stream still lives', async () => {
    const id = await upload();
    const events = syncEvents(
      { syncs: app.syncs, target, sandbox: false, baseUrl: null, now: () => new Date(0) },
      id,
      new AbortController().signal,
      {
        poll: 1,
        heartbeat: 3,
        retry: 1,
      },
    );
    const blocks = [];
    for (let count = 0; count < 4; count += 1) blocks.push((await events.next()).value);
    await events.return(undefined);
    expect(blocks).toEqual([
      'retry: 1\n\n',
      expect.stringMatching(/^data: \{.*\}\n\n$/),
      ': still here\n\n',
      ': still here\n\n',
    ]);
  });

  it('end when the reader has gone, even if nothing happens', async () => {
    const reader = new AbortController();
    const pace = { poll: 1, heartbeat: 60_000, retry: 1 };
    const events = syncEvents(
      { syncs: app.syncs, target, sandbox: false, baseUrl: null, now: () => new Date(0) },
      await upload(),
      reader.signal,
      pace,
    );
    await events.next();
    await events.next();
    const next = events.next();
    reader.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('whose reader leaves in the middle are no error', async () => {
    const watched = await startApp({ syncs: app.syncs });
    const end = new AbortController();
    const response = await fetch(`${watched.url}/api/syncs/${await upload()}/events`, { signal: end.signal });
    await response.body?.getReader().read();
    end.abort();
    await watched.close();
    expect(watched.logged().filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  it('break off where the store fails in the middle, and the log says why', async () => {
    const id = await upload();
    let asked = 0;
    const failing = {
      ...app.syncs,
      async get(wanted: string) {
        asked += 1;
        if (asked > 1) throw Object.assign(new Error('no room'), { code: 'SQLITE_FULL' });
        return app.syncs.get(wanted);
      },
    };
    const broken = await startApp({ syncs: failing });
    const response = await fetch(`${broken.url}/api/syncs/${id}/events`);
    await expect(response.text()).rejects.toThrow();
    expect(broken.logged().join()).toContain('SQLITE_FULL');
    await broken.close();
  });

  it('cost nothing to who only asks for the head', async () => {
    const response = await fetch(`${app.url}/api/syncs/${await upload()}/events`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});
