const prefix = '#sync=';

/** The syncs that the address names (`#sync=a,b`), so that a reload or another device finds them. @returns {string[]} */
export function readAddress() {
  if (!location.hash.startsWith(prefix)) return [];
  const ids = location.hash.slice(prefix.length).split(',').map(decode);
  return [...new Set(ids.filter((id) => id !== ''))];
}

/** Names the syncs, as a page of its own that the back button leaves again. @param {string[]} ids */
export const visitAddress = (ids) => history.pushState(null, '', addressOf(ids));

/** Names the syncs, without a new entry in the history. @param {string[]} ids */
export const amendAddress = (ids) => history.replaceState(null, '', addressOf(ids));

/** @param {string[]} ids */
export function addressOf(ids) {
  const hash = ids.length === 0 ? '' : prefix + ids.map(encodeURIComponent).join(',');
  return location.pathname + location.search + hash;
}

/** A broken escape sequence in a mangled address names no sync. @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
