import type { PlatformAnswer } from './platform.ts';

/** What a call meets instead of its own answer. */
export type FaultAnswer =
  /** Feishu, or what stands in front of it, says something else. */
  | { kind: 'answer'; status: number; body: unknown; headers?: PlatformAnswer['headers'] }
  /** No answer comes; `code` is how the connection ends. `afterMs`: so much later. */
  | { kind: 'lost'; code: string; afterMs: number }
  /** Half of the answer comes. */
  | { kind: 'cut' };

/** What a fault may say about a call: whether it is over, and whether it was carried out. */
export type FaultSort =
  /** Certainly not carried out. */
  | 'refused'
  /** It is over; carried out or not. */
  | 'answered'
  /** It may still be running. */
  | 'silent';

const refusal = (code: number, status = 200): FaultAnswer => ({
  kind: 'answer',
  status,
  body: { code, msg: 'fault', data: {} },
});
const page = (status: number): FaultAnswer => ({ kind: 'answer', status, body: '<html>Bad Gateway</html>' });
const reset = { 'x-ogw-ratelimit-limit': '20', 'x-ogw-ratelimit-reset': '7' };

/** Every fault that "exactly once" names, by what it says. */
const faults = {
  rate_limit: { sort: 'refused', answer: refusal(99991400, 429) },
  rate_limit_reset: {
    sort: 'refused',
    answer: { kind: 'answer', status: 429, body: { code: 99991400, msg: '' }, headers: reset },
  },
  base_busy: { sort: 'refused', answer: refusal(1254290) },
  write_conflict: { sort: 'refused', answer: refusal(1254291) },
  token_invalid: { sort: 'refused', answer: refusal(99991663, 400) },
  not_connected: { sort: 'refused', answer: { kind: 'lost', code: 'ECONNREFUSED', afterMs: 0 } },
  not_ready: { sort: 'answered', answer: refusal(1254607) },
  fail: { sort: 'answered', answer: refusal(1254002) },
  internal: { sort: 'answered', answer: refusal(1255001) },
  server_error: { sort: 'answered', answer: page(500) },
  bad_gateway: { sort: 'answered', answer: page(502) },
  unlisted: { sort: 'answered', answer: refusal(1254999, 400) },
  unlisted_elsewhere: { sort: 'answered', answer: refusal(777_777, 400) },
  resubmitted: { sort: 'answered', answer: refusal(1254608, 403) },
  token_conflict: { sort: 'answered', answer: refusal(1255006, 400) },
  gateway_timeout: { sort: 'silent', answer: page(504) },
  timed_out: { sort: 'silent', answer: refusal(1255040, 504) },
  reset: { sort: 'silent', answer: { kind: 'lost', code: 'ECONNRESET', afterMs: 0 } },
  no_answer: { sort: 'silent', answer: { kind: 'lost', code: 'ERR_CANCELED', afterMs: 30_000 } },
  cut: { sort: 'silent', answer: { kind: 'cut' } },
} as const satisfies Record<string, { sort: FaultSort; answer: FaultAnswer }>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as FaultName[];

export const sortOf = (name: FaultName): FaultSort => faults[name].sort;
export const answerOf = (name: FaultName): FaultAnswer => faults[name].answer;
