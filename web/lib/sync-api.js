import { request } from './request.js';

/** @import { Kind } from './words.js' */

/** @typedef {import('../../src/http/sync-json.ts').SyncJson} Sync as the server sends it */
/** @typedef {{ syncs: Sync[], maxFileBytes: number, notice: string | null, botNotice: string | null, canLogOut: boolean, loggedInAs: string | null, nextBefore: number | null }} SyncList `nextBefore`: where the next page begins; null: there is no more */
/** @typedef {import('../../src/http/changes-json.ts').ChangesJson} Changes */
/** @typedef {import('../../src/http/first-rows-json.ts').FirstRowsJson} FirstRows */
/** @typedef {{ id: string, number: number }} AddedSync */
/** @typedef {{ course?: string, date?: string, sheets?: string[], column?: boolean, confirm?: boolean, useSimilar?: boolean }} Input */

export const syncsPath = '/api/syncs';
/** @param {string} id */
const syncPath = (id) => `${syncsPath}/${encodeURIComponent(id)}`;

/** @param {string} id */
export const eventsPath = (id) => `${syncPath(id)}/events`;
/** @param {string} id */
export const failuresPath = (id) => `${syncPath(id)}/failures.xlsx`;
/** @param {string} id */
export const changesFilePath = (id) => `${syncPath(id)}/changes.xlsx`;

/** How many syncs a list has. */
const listed = 50;

/** @typedef {'needs_input' | 'active' | 'succeeded' | 'partial' | 'failed' | 'canceled'} SyncState `active`: waits for its turn or is worked on */
/** @typedef {{ sought: string, state: SyncState | null, before: number | null }} SyncsQuery `before`: only lower numbers; null: from the newest on */

/** @type {SyncsQuery} */
const newest = { sought: '', state: null, before: null };

/**
 * The newest first, with what holds for the whole service.
 * @param {SyncsQuery} [query]
 * @returns {Promise<SyncList>}
 */
export function listSyncs({ sought, state, before } = newest) {
  const query = new URLSearchParams({ limit: String(listed) });
  if (sought !== '') query.set('q', sought);
  if (state !== null) query.set('state', state);
  if (before !== null) query.set('before', String(before));
  return request('GET', `${syncsPath}?${query}`);
}

/** @param {string} id @returns {Promise<Sync>} */
export const getSync = (id) => request('GET', syncPath(id));

/** @param {string} id @param {Input} input */
export const giveInput = (id, input) => request('POST', `${syncPath(id)}/input`, input);

/** @typedef {{ newDate?: boolean, fill?: { course?: string, date?: string } }} Rerun `newDate`: 仍按新日期新增; `fill`: what rows say that lack it */

/** @param {string} id @param {Rerun} how @returns {Promise<AddedSync>} */
export const rerunSync = (id, how) => request('POST', `${syncPath(id)}/rerun`, how);

/** Writes what a preview has shown. @param {string} id @returns {Promise<AddedSync>} */
export const writePreview = (id) => request('POST', `${syncPath(id)}/write`, {});

/** Takes a sync back; it asks first. @param {string} id @returns {Promise<AddedSync>} */
export const undoSync = (id) => request('POST', `${syncPath(id)}/undo`, {});

/** @typedef {{ kind: Kind | null, sought: string, page: number }} ChangesQuery `kind`: null for all; `page`: from 1 */

/**
 * What a sync does row by row.
 * @param {string} id @param {ChangesQuery} query
 * @returns {Promise<Changes>}
 */
export function getChanges(id, { kind, sought, page }) {
  const query = new URLSearchParams({ page: String(page) });
  if (kind !== null) query.set('kind', kind);
  if (sought !== '') query.set('q', sought);
  return request('GET', `${syncPath(id)}/changes?${query}`);
}

/** The first rows of its file, as they stand there. @param {string} id @returns {Promise<FirstRows>} */
export const getFirstRows = (id) => request('GET', `${syncPath(id)}/first-rows`);

/** @param {string} id */
export const cancelSync = (id) => request('POST', `${syncPath(id)}/cancel`, {});
