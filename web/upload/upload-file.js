import { RequestProblem, UploadCanceled } from '../lib/request-problem.js';
import { listSyncs } from '../lib/sync-api.js';
import { sendFile } from './upload-api.js';

const longestPauseMs = 15_000;

/**
 * Sends one file until the server has it exactly once. Every attempt carries the same key, so that an upload whose
 * answer was lost, or that the browser itself repeats, adds nothing new.
 * @param {{ file: File, dryRun: boolean, signal: AbortSignal }} upload
 * @param {{ maxFileBytes: number, onPortion: (portion: number) => void, onWaiting: (problem: RequestProblem) => void }} how
 *   `maxFileBytes`: what the server takes; checked before sending, since a connection cut in mid-upload looks like a lost
 *   network
 * @returns {Promise<import('../lib/sync-api.js').AddedSync>} rejects with a RequestProblem
 */
export async function uploadFile(upload, { maxFileBytes, onPortion, onWaiting }) {
  const { file, signal } = upload;
  if (file.size > maxFileBytes) {
    throw new RequestProblem(`文件超过 ${Math.floor(maxFileBytes / 1024 / 1024)} MB，没有上传。`, {
      hint: '请在小鹅通按课程或时间分批导出后再上传。',
      needsOtherFile: true,
    });
  }
  const key = newKey();
  for (let attempt = 1; ; attempt += 1) {
    stopIfCanceled(signal);
    await mustBeReadable(file);
    try {
      return await sendFile(file, { key, dryRun: upload.dryRun, signal, onPortion });
    } catch (problem) {
      if (!(problem instanceof RequestProblem && problem.temporary)) throw problem;
      onWaiting(problem);
      do await pause(attempt, signal);
      while (problem.needsLogin && !signal.aborted && (await isLoginOver()));
    }
  }
}

/** One that is a folder, or was moved or changed since it was chosen, would look like a lost network. @param {File} file */
async function mustBeReadable(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new RequestProblem('读不到这个文件，没有上传。', {
      hint: '如果是文件夹，请打开它，选里面的名单文件；如果文件刚刚改过、移动过，请重新选择。',
      needsOtherFile: true,
    });
  }
}

/** Asked because it costs less than sending the file once more. */
async function isLoginOver() {
  try {
    await listSyncs();
    return false;
  } catch (problem) {
    return problem instanceof RequestProblem && problem.needsLogin;
  }
}

/** A random UUIDv4. `crypto.randomUUID` exists only behind https, and a page inside a network may be without. */
function newKey() {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)), withVersion);
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The version and variant bits of RFC 9562. @param {number} byte @param {number} place */
function withVersion(byte, place) {
  if (place === 6) return (byte & 0x0f) | 0x40;
  return place === 8 ? (byte & 0x3f) | 0x80 : byte;
}

/**
 * 1 s, 2 s, 4 s …; over at once when the network or the person returns, or the upload is canceled.
 * @param {number} attempt @param {AbortSignal} signal
 */
function pause(attempt, signal) {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(1000 * 2 ** (attempt - 1), longestPauseMs));
    for (const event of ['online', 'focus']) window.addEventListener(event, resolve, { once: true });
    signal.addEventListener('abort', resolve, { once: true });
  });
}

/** @param {AbortSignal} signal */
function stopIfCanceled(signal) {
  if (signal.aborted) throw new UploadCanceled();
}
