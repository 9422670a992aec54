import { Worker } from 'node:worker_threads';
import type { Logger } from './log.ts';
import type { WorkerThreadData } from './worker.ts';

/** After a crash the worker starts anew; what it was working on goes on from the journal. */
const restartMs = 2_000;
/** A call to Feishu may take longer than a person wants to wait; the journal knows about it. */
const patienceMs = 8_000;

/**
 * Left alone, the collector lets a thread grow far beyond what it needs. With these limits a roster of 50,000 rows
 * keeps the whole process below 350 MB, and the largest file that is taken still fits.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 400 };

export interface RunningWorker {
  /** Ends after the current call, or after 8 seconds at most. */
  stop(): Promise<void>;
}

/** Runs the sync core in a thread of its own, so that a large file never keeps page and bot waiting. */
export function startWorker(workerData: WorkerThreadData, log: Logger): RunningWorker {
  let stopping = false;
  let worker = start();

  function start(): Worker {
    const thread = new Worker(new URL('./worker.js', import.meta.url), { workerData, resourceLimits });
    thread.on('error', (err) => log.error({ err }, 'worker crashed'));
    thread.on('exit', () => {
      if (!stopping) setTimeout(restart, restartMs).unref();
    });
    return thread;
  }

  function restart(): void {
    if (!stopping) worker = start();
  }

  return {
    async stop() {
      stopping = true;
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.postMessage('stop');
      const tooLong = setTimeout(() => void worker.terminate(), patienceMs);
      await ended;
      clearTimeout(tooLong);
    },
  };
}
