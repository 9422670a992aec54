import type { ErrorCode } from '../../errors.ts';
import type { CallEffect, CallEnd } from './call.ts';
import { type FinalVerdict, patientTries, type Verdict } from './feishu-errors.ts';

/** What to do after a try that failed. */
export type Step =
  | { kind: 'repeat' }
  | { kind: 'renew_token' }
  | { kind: 'end'; end: CallEnd }
  | { kind: 'stop'; error: ErrorCode };

/** What has been done for a call so far. */
export interface Tries {
  effect: CallEffect;
  feishuCode: number;
  /** Including the one that just failed. */
  tries: number;
  /** No time is left for another try. */
  timeIsUp: boolean;
  tokenRenewed: boolean;
}

/**
 * Repeats only what cannot be written twice by that: calls that were not carried out, and those without a lasting
 * effect. A create that may have been carried out is for the caller to settle.
 */
export function nextStep(verdict: Verdict, soFar: Tries): Step {
  switch (verdict.kind) {
    case 'token_invalid':
      return soFar.tokenRenewed ? { kind: 'stop', error: 'feishu_refused' } : { kind: 'renew_token' };
    case 'temporary':
      return repeatOr(verdict.otherwise, verdict.tries, soFar);
    case 'maybe_written':
      return isForCaller(soFar.effect)
        ? { kind: 'end', end: { kind: 'unknown', because: verdict.because } }
        : repeatOr(verdict.otherwise, verdict.tries, soFar);
    case 'token_known':
      return isForCaller(soFar.effect)
        ? { kind: 'end', end: { kind: 'token_known' } }
        : repeatOr({ kind: 'stop', error: 'feishu_busy' }, patientTries, soFar);
    default:
      return finalStep(verdict, soFar);
  }
}

/** What may have been carried out and must not simply be repeated. */
function isForCaller(effect: CallEffect): boolean {
  return effect === 'create' || effect === 'once';
}

function repeatOr(otherwise: FinalVerdict, tries: number, soFar: Tries): Step {
  return soFar.timeIsUp || soFar.tries >= tries ? finalStep(otherwise, soFar) : { kind: 'repeat' };
}

function finalStep(verdict: FinalVerdict, { effect, feishuCode }: Tries): Step {
  switch (verdict.kind) {
    case 'stop':
      return verdict;
    case 'too_large':
      return { kind: 'end', end: verdict };
    case 'bad_data':
      return effect === 'none'
        ? { kind: 'stop', error: 'feishu_refused' }
        : { kind: 'end', end: { kind: 'refused', feishuCode } };
  }
}
