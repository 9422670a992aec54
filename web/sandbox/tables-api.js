/** Reads both tables. `search` is the text to look for, `limit` the most records of a table. */
export async function fetchTables({ search, limit }) {
  const query = new URLSearchParams({ search, limit });
  const answer = await fetch(`/sandbox/api/tables?${query}`, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

/** Throws everything away; `seed` is `example` or `empty`. */
export async function resetTables(seed) {
  const answer = await fetch('/sandbox/api/reset', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seed }),
  });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
}
