import { request } from '../lib/request.js';
import { RequestProblem, readAnswer, UploadCanceled, unreachable } from '../lib/request-problem.js';
import { syncsPath } from '../lib/sync-api.js';

/** @import { AddedSync } from '../lib/sync-api.js' */

/** The server gives a request five minutes; what takes longer has lost its connection without being told. */
const uploadWithinMs = 310_000;

/**
 * Whether Feishu and its tables are as a sync needs them, as people read it.
 * @returns {Promise<{ ok: boolean, lines: string[] }>}
 */
export const checkConnection = () => request('GET', '/api/check');

/**
 * Sends one file. By XMLHttpRequest, because fetch does not tell how much of an upload has gone out.
 * @param {File} file
 * @param {{ key: string, dryRun: boolean, signal: AbortSignal, onPortion: (portion: number) => void }} options
 * @returns {Promise<AddedSync>} rejects with a RequestProblem; what was sent before it was canceled is a sync all the same
 */
export function sendFile(file, { key, dryRun, signal, onPortion }) {
  const form = new FormData();
  form.append('key', key);
  if (dryRun) form.append('dryRun', 'true');
  form.append('file', file);
  const call = new XMLHttpRequest();
  let isSent = false;
  return new Promise((resolve, reject) => {
    call.upload.onload = () => {
      isSent = true;
    };
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
    // What the server has is not taken back by hanging up: its answer says what there is to be canceled.
    signal.addEventListener('abort', () => {
      if (!isSent) call.abort();
    });
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
