import { Worker } from 'node:worker_threads';
import type { Logger } from '../log.ts';
import type { WorkerParts } from './assemble-worker.ts';
import type { StorePlace } from './store-place.ts';
import { within } from './within.ts';
import type { WorkerMessage } from './worker-message.ts';

/** After a crash the worker starts anew; what it was working on goes on from the journal. */
const restartMs = 2_000;
/** A call to Feishu may take longer than a person wants to wait; the journal knows about it. */
const patienceMs = 8_000;

/**
 * Left alone, the collector lets a thread grow far beyond what it needs. With these limits a roster of 50,000 rows
 * keeps the whole process at about 300 MB, and the largest file that is taken still fits. `npm start` has a flag that does
 * the same for the other thread.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 400 };

/** What the thread is given at its start; it opens the store for itself. */
export interface WorkerThreadData extends Pick<WorkerParts, 'settings' | 'feishu' | 'target'> {
  place: StorePlace;
  /** Somebody wants to be told what each week came to, and can be. */
  countsWeeks: boolean;
}

export interface RunningWorker {
  /** Whether it has the store open and works. */
  isUp(): boolean;
  /** Ends after the current call, or after 8 seconds at most. */
  stop(): Promise<void>;
}

/**
 * Runs the sync core in a thread of its own, so that a large file never keeps page and bot waiting.
 * @param onMessage told what the thread tells
 * @param script the thread's program
 */
export function startWorker(
  workerData: WorkerThreadData,
  log: Logger,
  onMessage: (message: WorkerMessage) => void,
  script = new URL('../worker.js', import.meta.url),
): RunningWorker {
  let stopping = false;
  let isUp = false;
  let thread = start();

  function start() {
    const worker = new Worker(script, { workerData, resourceLimits });
    worker.on('error', (err) => log.error({ err }, 'worker crashed'));
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'up') isUp = true;
      onMessage(message);
    });
    worker.on('exit', () => {
      isUp = false;
      if (!stopping) setTimeout(restart, restartMs).unref();
    });
    // Kept, because a thread that has crashed does not exit a second time.
    return { worker, ended: new Promise((resolve) => worker.once('exit', resolve)) };
  }

  function restart(): void {
    if (!stopping) thread = start();
  }

  return {
    isUp: () => isUp,
    async stop() {
      stopping = true;
      thread.worker.postMessage('stop');
      await within(patienceMs, thread.ended);
      await thread.worker.terminate();
    },
  };
}
