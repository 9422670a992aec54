import type { ErrorCode } from '../../src/errors.ts';

/** A call of a sync, by what its path ends in. */
export interface FaultedCall {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  effect: 'none' | 'create' | 'update';
  /** Not made under this policy. */
  notUnder?: 'append';
}

const learners = '*/tables/tblSandboxLearner';
const enrollments = '*/tables/tblSandboxEnroll1';

export const checkingCalls: FaultedCall[] = [
  {
    name: 'token',
    method: 'POST',
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    effect: 'none',
  },
  { name: 'wiki get_node', method: 'GET', path: '*/wiki/v2/spaces/get_node', effect: 'none' },
  { name: 'app', method: 'GET', path: '*/apps/SandboxBaseTokenForDemo0001', effect: 'none' },
  { name: 'tables list', method: 'GET', path: '*/tables', effect: 'none' },
  { name: 'fields of learners', method: 'GET', path: `${learners}/fields`, effect: 'none' },
  { name: 'fields of enrollments', method: 'GET', path: `${enrollments}/fields`, effect: 'none' },
];
export const readingCalls: FaultedCall[] = [
  { name: 'search learners', method: 'POST', path: `${learners}/records/search`, effect: 'none' },
  {
    name: 'search enrollments',
    method: 'POST',
    path: `${enrollments}/records/search`,
    effect: 'none',
    notUnder: 'append',
  },
  { name: 'batch_get learners', method: 'POST', path: `${learners}/records/batch_get`, effect: 'none' },
  {
    name: 'batch_get enrollments',
    method: 'POST',
    path: `${enrollments}/records/batch_get`,
    effect: 'none',
    notUnder: 'append',
  },
];
export const creatingCalls: FaultedCall[] = [
  {
    name: 'batch_create learners',
    method: 'POST',
    path: `${learners}/records/batch_create`,
    effect: 'create',
  },
  {
    name: 'batch_create enrollments',
    method: 'POST',
    path: `${enrollments}/records/batch_create`,
    effect: 'create',
  },
];
export const updatingCalls: FaultedCall[] = [
  {
    name: 'batch_update learners',
    method: 'POST',
    path: `${learners}/records/batch_update`,
    effect: 'update',
  },
  {
    name: 'batch_update links',
    method: 'POST',
    path: `${enrollments}/records/batch_update`,
    effect: 'update',
    notUnder: 'append',
  },
];

/** What a fault says about the call that it hits. */
export type FaultMeaning =
  /** Refused for the moment. */
  | 'busy'
  /** Carried out or not, as Feishu says. */
  | 'doubt'
  /** Carried out or not, because nobody has said anything. */
  | 'lost'
  | 'token_known'
  | 'token_invalid'
  /** There was no connection. */
  | 'refused';

export interface CallFault {
  name: string;
  meaning: FaultMeaning;
  /** For the stand-in; null where its server must not even be reached. */
  action: object | null;
  /** The call is carried out all the same. */
  after?: boolean;
  /** Waiting for the answer takes real time. */
  hangs?: boolean;
  /** Feishu says itself how long to wait. */
  resetMs?: number;
}

const answer = (code: number, rest: object = {}) => ({ kind: 'answer', code, ...rest });
const page = (httpStatus: number, rest: object = {}) => ({
  kind: 'answer',
  httpStatus,
  body: '<html><body>Bad Gateway</body></html>',
  ...rest,
});
const after = { when: 'after' };
const reset = { headers: { 'x-ogw-ratelimit-limit': '20', 'x-ogw-ratelimit-reset': '7' } };

/** Faults that any call can meet. */
export const faults: CallFault[] = [
  { name: '429 99991400', meaning: 'busy', action: answer(99991400, { httpStatus: 429 }) },
  {
    name: '429 99991400 with reset',
    meaning: 'busy',
    resetMs: 7_000,
    action: answer(99991400, { httpStatus: 429, ...reset }),
  },
  { name: '400 99991400', meaning: 'busy', action: answer(99991400, { httpStatus: 400 }) },
  {
    name: '400 99991400 with reset',
    meaning: 'busy',
    resetMs: 7_000,
    action: answer(99991400, { httpStatus: 400, ...reset }),
  },
  { name: '1254290', meaning: 'busy', action: answer(1254290) },
  { name: '1254291', meaning: 'busy', action: answer(1254291) },
  { name: '1254607', meaning: 'doubt', action: answer(1254607) },
  { name: '1254002', meaning: 'doubt', action: answer(1254002) },
  { name: '1255001', meaning: 'doubt', action: answer(1255001) },
  { name: '1255040', meaning: 'doubt', action: answer(1255040) },
  { name: '1254608', meaning: 'token_known', action: answer(1254608) },
  { name: '1255006', meaning: 'token_known', action: answer(1255006) },
  { name: '500', meaning: 'lost', action: page(500) },
  { name: '502', meaning: 'lost', action: page(502) },
  { name: 'a connection refused', meaning: 'refused', action: null },
  { name: 'a connection reset', meaning: 'lost', action: { kind: 'drop' } },
  { name: 'an answer that never comes', meaning: 'lost', hangs: true, action: { kind: 'hang' } },
  { name: 'an answer cut in the middle', meaning: 'lost', after: true, action: { kind: 'cut' } },
  { name: 'a revoked token', meaning: 'token_invalid', action: answer(99991663) },
];

/** Faults of calls that write: executed, but the caller gets a failure. */
export const faultsAfterCommit: CallFault[] = [
  { name: '1254607 after the commit', meaning: 'doubt', after: true, action: answer(1254607, after) },
  { name: '1254002 after the commit', meaning: 'doubt', after: true, action: answer(1254002, after) },
  { name: '1255001 after the commit', meaning: 'doubt', after: true, action: answer(1255001, after) },
  { name: '1255040 after the commit', meaning: 'doubt', after: true, action: answer(1255040, after) },
  { name: '1254608 after the commit', meaning: 'token_known', after: true, action: answer(1254608, after) },
  { name: '1255006 after the commit', meaning: 'token_known', after: true, action: answer(1255006, after) },
  { name: '500 after the commit', meaning: 'lost', after: true, action: page(500, after) },
  { name: '502 after the commit', meaning: 'lost', after: true, action: page(502, after) },
  {
    name: 'a connection reset after the commit',
    meaning: 'lost',
    after: true,
    action: { kind: 'drop', ...after },
  },
  {
    name: 'an answer that never comes after the commit',
    meaning: 'lost',
    after: true,
    hangs: true,
    action: { kind: 'hang', ...after },
  },
];

/** The code with which a sync stops if this call always meets this fault; null: it succeeds all the same. */
export function foreverStopsWith({ effect }: FaultedCall, { meaning, after }: CallFault): ErrorCode | null {
  // What was carried out is found by looking.
  if (effect !== 'none' && after === true) return null;
  switch (meaning) {
    case 'busy':
      return 'feishu_busy';
    case 'refused':
      return 'feishu_unreachable';
    case 'token_invalid':
      return 'feishu_refused';
    default:
      if (effect === 'create') return 'in_doubt';
      return meaning === 'lost' && effect === 'none' ? 'feishu_unreachable' : 'feishu_busy';
  }
}
