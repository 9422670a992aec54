import { setTimeout as sleep } from 'node:timers/promises';
import type { SyncJson } from '../../src/http/sync-json.ts';

/** Uploads as a script would, with the contract's form fields. */
export async function upload(
  url: string,
  file: { name: string; bytes: Uint8Array | string },
  fields: Record<string, string> = {},
): Promise<string> {
  const form = new FormData();
  form.set(
    'file',
    new Blob([typeof file.bytes === 'string' ? file.bytes : Uint8Array.from(file.bytes)]),
    file.name,
  );
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const response = await fetch(`${url}/api/syncs`, { method: 'POST', body: form });
  if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
  return idOf(await response.json());
}

export async function post(url: string, path: string, body: object = {}): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

export function idOf(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'id' in body) return String(body.id);
  throw new Error(`no id in ${JSON.stringify(body)}`);
}

export async function getSync(url: string, id: string): Promise<SyncJson> {
  const response = await fetch(`${url}/api/syncs/${id}`);
  return (await response.json()) as SyncJson;
}

export async function newestSyncs(url: string): Promise<SyncJson[]> {
  const { syncs } = (await (await fetch(`${url}/api/syncs?limit=100`)).json()) as { syncs: SyncJson[] };
  return syncs;
}

/** Follows a sync until it is finished or asks. */
export async function settled(url: string, id: string): Promise<SyncJson> {
  return until(url, id, ({ status }) => status !== 'queued' && status !== 'running');
}

export async function until(url: string, id: string, done: (sync: SyncJson) => boolean): Promise<SyncJson> {
  for (;;) {
    const sync = await getSync(url, id);
    if (done(sync)) return sync;
    await sleep(50);
  }
}

/** Uploads and waits. */
export async function syncFile(
  url: string,
  file: { name: string; bytes: Uint8Array | string },
  fields: Record<string, string> = {},
): Promise<SyncJson> {
  return settled(url, await upload(url, file, fields));
}
