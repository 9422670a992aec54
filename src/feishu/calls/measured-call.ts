import type { Failure } from './failure.ts';

/** One try of a call to Feishu, as it is counted. */
export interface MeasuredCall {
  /** Its name in our code, one of a few dozen. */
  call: string;
  outcome: 'ok' | Failure['kind'];
  isRetry: boolean;
  ms: number;
}

export type OnCall = (measured: MeasuredCall) => void;
