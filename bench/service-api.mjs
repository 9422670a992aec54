// The service's API, as the benches use it.

/** @typedef {import('../src/http/sync-json.ts').SyncJson} Sync */

/**
 * Uploads a file.
 * @param {string} url of the service @param {string} name @param {string} content
 * @returns {Promise<string>} the id of its sync
 */
export async function uploadRoster(url, name, content) {
  const form = new FormData();
  form.set('file', new Blob([content]), name);
  const response = await fetch(`${url}/api/syncs`, { method: 'POST', body: form });
  const { id } = /** @type {{ id: string }} */ (await response.json());
  return id;
}

/** @param {string} url of the service @param {string} id */
export async function readSync(url, id) {
  const response = await fetch(`${url}/api/syncs/${id}`);
  return /** @type {Sync} */ (await response.json());
}

/** Whether it has not come to an end yet. @param {Sync} sync */
export const isUnderWay = ({ status }) => status === 'queued' || status === 'running';
