import { RequestProblem, UploadCanceled } from './request-problem.js';
import { listSyncs, sendFile } from './upload-api.js';

/** What the server takes. Said before sending, since a connection cut in mid-upload looks like a lost network. */
const largestFileBytes = 20 * 1024 * 1024;
const attempts = 5;
const longestPauseMs = 15_000;

/**
 * Sends one file until the server has it exactly once. An upload whose answer was lost may have arrived: it is looked
 * for among the newer syncs before the file is sent again.
 * @param {{ file: File, dryRun: boolean, signal: AbortSignal }} upload
 * @param {{ onPortion: (portion: number) => void, onWaiting: (problem: RequestProblem) => void }} listeners
 * @returns {Promise<import('./upload-api.js').AddedSync>} rejects with a RequestProblem
 */
export async function uploadFile(upload, { onPortion, onWaiting }) {
  const { file, signal } = upload;
  if (file.size > largestFileBytes) {
    throw new RequestProblem('文件超过 20 MB，没有上传。', {
      hint: '请在小鹅通按课程或时间分批导出后再上传。',
    });
  }
  let newestBefore = null;
  for (let attempt = 1; ; attempt += 1) {
    const { syncs } = await untilReachable(signal, onWaiting);
    newestBefore ??= Math.max(0, ...syncs.map(({ number }) => number));
    const arrived = syncs.find((sync) => sync.number > newestBefore && isOf(sync, upload));
    if (arrived !== undefined) return arrived;
    stopIfCanceled(signal);
    try {
      return await sendFile(file, { dryRun: upload.dryRun, signal, onPortion });
    } catch (problem) {
      if (!problem.temporary || attempt === attempts) throw problem;
      onWaiting(problem);
      await pause(attempt, signal);
    }
  }
}

function isOf(sync, { file, dryRun }) {
  return sync.source === 'web' && sync.fileName === file.name && sync.dryRun === dryRun;
}

async function untilReachable(signal, onWaiting) {
  for (let attempt = 1; ; attempt += 1) {
    stopIfCanceled(signal);
    try {
      return await listSyncs();
    } catch (problem) {
      if (!problem.temporary) throw problem;
      onWaiting(problem);
      await pause(attempt, signal);
    }
  }
}

/** 1 s, 2 s, 4 s …; over at once when the network returns or the upload is canceled. */
function pause(attempt, signal) {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(1000 * 2 ** (attempt - 1), longestPauseMs));
    window.addEventListener('online', resolve, { once: true });
    signal.addEventListener('abort', resolve, { once: true });
  });
}

function stopIfCanceled(signal) {
  if (signal.aborted) throw new UploadCanceled();
}
