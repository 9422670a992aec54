/** @typedef {import('../../src/sandbox/control/readable-tables.ts').ReadableTable} Table */
/** @typedef {Table['records'][number]} TableRecord */
/** @typedef {TableRecord['cells'][string]} Cell */
/** @typedef {Exclude<Cell, string>[number]} RecordLink */
/** @typedef {{ name: string, timeZone: string, uploadPage: string | null, tables: Table[] }} Base */

/**
 * Reads both tables; what changed last comes first.
 * @param {{ search: string, limit: number }} excerpt the text to look for, the most records of a table
 * @returns {Promise<Base>}
 */
export async function fetchTables({ search, limit }) {
  const query = new URLSearchParams({ search, limit: String(limit), order: 'changed' });
  const answer = await fetch(`/sandbox/api/tables?${query}`, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

/**
 * Throws everything away.
 * @param {string} seed `example` or `empty`
 * @returns {Promise<string | null>} why it was not done, in a sentence; null if it was
 */
export async function resetTables(seed) {
  const answer = await fetch('/sandbox/api/reset', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seed }),
  }).catch(() => null);
  if (answer?.ok) return null;
  return answer?.status === 409 ? (await answer.json()).error.message : '重置失败，请重试。';
}
