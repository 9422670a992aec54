import type { MeasuredCall } from '../feishu/calls/measured-call.ts';
import type { FeishuOutcome } from './feishu-health.ts';

/** What the worker thread tells the main thread. */
export type WorkerMessage =
  /** The store is open and the queue is being worked off. */
  | { kind: 'up' }
  | { kind: 'called'; api: 'base' | 'chat'; measured: MeasuredCall }
  | { kind: 'feishu_checked'; outcome: FeishuOutcome };
