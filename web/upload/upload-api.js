import { RequestProblem, readAnswer, UploadCanceled, unreachable } from './request-problem.js';

/** @typedef {import('../../src/http/sync-json.ts').SyncJson} Sync as the server sends it */
/** @typedef {{ syncs: Sync[], maxFileBytes: number, notice: string | null, botNotice: string | null, canLogOut: boolean, loggedInAs: string | null }} SyncList */
/** @typedef {import('../../src/http/changes-json.ts').ChangesJson} Changes */
/** @typedef {{ id: string, number: number }} AddedSync */
/** @typedef {{ course?: string, date?: string, sheets?: string[], column?: boolean, confirm?: boolean, useSimilar?: boolean }} Input */

const answerWithinMs = 20_000;
/** The server gives a request five minutes; what takes longer has lost its connection without being told. */
const uploadWithinMs = 310_000;
const syncsPath = '/api/syncs';
/** @param {string} id */
const syncPath = (id) => `${syncsPath}/${encodeURIComponent(id)}`;

/** @param {string} id */
export const eventsPath = (id) => `${syncPath(id)}/events`;
/** @param {string} id */
export const failuresPath = (id) => `${syncPath(id)}/failures.xlsx`;
/** @param {string} id */
export const changesFilePath = (id) => `${syncPath(id)}/changes.xlsx`;

/** How many syncs a list has. */
export const listed = 50;

/**
 * The newest first, with what holds for the whole service.
 * @returns {Promise<SyncList>}
 */
export const listSyncs = () => request('GET', `${syncsPath}?limit=${listed}`);

/**
 * Whether Feishu and its tables are as a sync needs them, as people read it.
 * @returns {Promise<{ ok: boolean, lines: string[] }>}
 */
export const checkConnection = () => request('GET', '/api/check');

/** @param {string} id @returns {Promise<Sync>} */
export const getSync = (id) => request('GET', syncPath(id));

/** @param {string} id @param {Input} input */
export const giveInput = (id, input) => request('POST', `${syncPath(id)}/input`, input);

/** @param {string} id @param {{ newDate: boolean }} how `newDate`: 仍按新日期新增 @returns {Promise<AddedSync>} */
export const rerunSync = (id, { newDate }) =>
  request('POST', `${syncPath(id)}/rerun`, newDate ? { newDate } : {});

/** Writes what a preview has shown. @param {string} id @returns {Promise<AddedSync>} */
export const writePreview = (id) => request('POST', `${syncPath(id)}/write`, {});

/** Takes a sync back; it asks first. @param {string} id @returns {Promise<AddedSync>} */
export const undoSync = (id) => request('POST', `${syncPath(id)}/undo`, {});

/**
 * What a sync does row by row.
 * @param {string} id @param {string | null} kind rows of one kind only @param {number} page from 1
 * @returns {Promise<Changes>}
 */
export const getChanges = (id, kind, page) =>
  request('GET', `${syncPath(id)}/changes?page=${page}${kind === null ? '' : `&kind=${kind}`}`);

/** @param {string} id */
export const cancelSync = (id) => request('POST', `${syncPath(id)}/cancel`, {});

/**
 * Sends one file. By XMLHttpRequest, because fetch does not tell how much of an upload has gone out.
 * @param {File} file
 * @param {{ key: string, dryRun: boolean, signal: AbortSignal, onPortion: (portion: number) => void }} options
 * @returns {Promise<AddedSync>} rejects with a RequestProblem
 */
export function sendFile(file, { key, dryRun, signal, onPortion }) {
  const form = new FormData();
  form.append('key', key);
  if (dryRun) form.append('dryRun', 'true');
  form.append('file', file);
  const call = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    call.upload.onprogress = ({ loaded, total }) => onPortion(total > 0 ? loaded / total : 0);
    call.onload = () => {
      try {
        resolve(readAdded(call));
      } catch (problem) {
        reject(problem);
      }
    };
    call.onerror = () => reject(unreachable());
    call.ontimeout = () => reject(unreachable());
    call.onabort = () => reject(new UploadCanceled());
    signal.addEventListener('abort', () => call.abort());
    call.open('POST', syncsPath);
    call.timeout = uploadWithinMs;
    call.send(form);
  });
}

/** @param {XMLHttpRequest} call that has been answered @returns {AddedSync} */
function readAdded({ status, responseText }) {
  const added = readAnswer(status, responseText);
  if (typeof added?.id === 'string') return added;
  throw new RequestProblem('同步服务的回答不完整。', { hint: '请刷新页面后再试。', temporary: true });
}

/** @param {'GET' | 'POST'} method @param {string} path @param {object} [body] */
async function request(method, path, body) {
  const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  // Not `AbortSignal.timeout`, which browsers inside chat apps may be too old for.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), answerWithinMs);
  let response;
  let text;
  try {
    response = await fetch(path, { method, signal: patience.signal, cache: 'no-store', ...json });
    text = await response.text();
  } catch {
    throw unreachable();
  } finally {
    clearTimeout(timer);
  }
  return readAnswer(response.status, text);
}
