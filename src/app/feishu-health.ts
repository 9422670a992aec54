import type { ErrorCode, ErrorDetails } from '../errors.ts';
import type { Logger } from '../log.ts';

/** Whether syncs can work with Feishu, or the first thing that keeps them from it. */
export type FeishuOutcome = { kind: 'ok' } | { kind: 'failed'; code: ErrorCode; details: ErrorDetails };

/** What is known of Feishu by the last check. */
export type FeishuState = { kind: 'unknown' } | FeishuOutcome;

/** Keeps what the checks of Feishu say, for whoever asks. */
export interface FeishuHealth {
  state(): FeishuState;
  /** As probes and scripts read it: `unknown`, `ok` or an error code. */
  code(): string;
  /** Notes what a check said; the log learns of changes. */
  note(outcome: FeishuOutcome): void;
  /** Resolves with the first check. */
  known: Promise<void>;
}

/** @param onChange told when Feishu can be used no longer, cannot be used for another reason, or can be used again */
export function createFeishuHealth(log: Logger, onChange: (state: FeishuOutcome) => void): FeishuHealth {
  let state: FeishuState = { kind: 'unknown' };
  let resolveKnown = () => {};
  const known = new Promise<void>((resolve) => {
    resolveKnown = resolve;
  });
  return {
    state: () => state,
    code: () => codeOf(state),
    note(outcome) {
      const isNews = codeOf(state) !== codeOf(outcome);
      state = outcome;
      resolveKnown();
      if (!isNews) return;
      if (outcome.kind === 'ok') log.info('Feishu can be used');
      else log.error({ code: outcome.code, details: outcome.details }, 'Feishu cannot be used');
      onChange(outcome);
    },
    known,
  };
}

function codeOf(state: FeishuState): string {
  return state.kind === 'failed' ? state.code : state.kind;
}
