import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/feishu/calls/failure.ts';
import { isConflict, type Verdict, verdictOn } from '../../src/feishu/calls/feishu-errors.ts';
import { nextStep, type Tries } from '../../src/feishu/calls/next-step.ts';

function refused(feishuCode: number, status = 200): Failure {
  return { kind: 'refused', feishuCode, status, logId: null, resetMs: null, scopes: [], isCardLocked: false };
}
const unreadable = (status: number): Failure => ({ kind: 'unreadable', status, logId: null });

describe('what stops a sync at once', () => {
  it.each([
    ['wrong_app_secret', [10003, 10014, 10015, 20002, 20048]],
    ['app_disabled', [20069, 99991662, 99991673]],
    ['missing_scope', [99991672, 99991679]],
    ['ip_denied', [99991401]],
    ['monthly_quota', [99991403]],
    ['not_collaborator', [91403]],
    ['wrong_base_token', [91402, 1254003, 131002]],
    ['wiki_unreadable', [131005, 131006]],
    ['table_missing', [1254004]],
    ['tables_unfit', [1254045, 1254024]],
    ['no_write_permission', [1254301, 1254302, 1254304, 1254305]],
    ['base_full', [1254103, 1254306]],
    ['feishu_refused', [1254018, 99992402, 42]],
  ] as const)('%s: %j', (error, codes) => {
    for (const code of codes) {
      for (const status of [200, 400, 403]) {
        expect(verdictOn(refused(code, status))).toEqual({ kind: 'stop', error });
      }
    }
  });

  it('is what nothing listens to', () => {
    for (const status of [302, 400, 403, 404]) {
      expect(verdictOn(unreadable(status))).toEqual({ kind: 'stop', error: 'feishu_refused' });
    }
  });
});

describe('what passes by itself and was not carried out', () => {
  it.each([99991400, 1254036, 1254290, 1254291])('%i is waited for, then Feishu is busy', (code) => {
    expect(verdictOn(refused(code, 400))).toEqual({
      kind: 'temporary',
      tries: 8,
      otherwise: { kind: 'stop', error: 'feishu_busy' },
    });
  });

  it('a gateway that says 429 in its own words is busy too', () => {
    expect(verdictOn(unreadable(429))).toEqual(verdictOn(refused(99991400, 429)));
  });

  it('without a connection Feishu is unreachable in the end', () => {
    expect(verdictOn({ kind: 'not_sent', reason: 'ECONNREFUSED' })).toMatchObject({
      kind: 'temporary',
      otherwise: { error: 'feishu_unreachable' },
    });
  });

  it.each([
    [1254040, { kind: 'stop', error: 'wrong_base_token' }],
    [1254041, { kind: 'stop', error: 'table_missing' }],
    [1254043, { kind: 'bad_data' }],
    [1254067, { kind: 'bad_data' }],
    [1254044, { kind: 'stop', error: 'tables_unfit' }],
  ])('%i may be replication lag, for a few tries', (code, otherwise) => {
    expect(verdictOn(refused(code))).toEqual({ kind: 'temporary', tries: 5, otherwise });
  });
});

describe('what may have been carried out', () => {
  it.each([1254002, 1254607, 1255040])('%i was too much at once', (code) => {
    expect(verdictOn(refused(code))).toMatchObject({ kind: 'maybe_written', shrink: true });
  });

  it.each([1254200, 1255001, 1255002, 1255003, 1255004, 1255005])('%i', (code) => {
    expect(verdictOn(refused(code))).toMatchObject({ kind: 'maybe_written', shrink: false });
  });

  it.each<[string, Failure]>([
    ['a time-out or a broken connection', { kind: 'lost', reason: 'ECONNRESET' }],
    ['an error page', unreadable(502)],
    ['an answer cut off', unreadable(200)],
    ['an unknown code of a broken server', refused(42, 500)],
    ['an unknown code from inside Feishu', refused(1255099)],
  ])('%s', (_name, failure) => {
    expect(verdictOn(failure)).toMatchObject({ kind: 'maybe_written', shrink: false });
  });
});

describe('what concerns the call', () => {
  it.each([1254104, 1254107, 1254030])('%i is too large', (code) => {
    expect(verdictOn(refused(code))).toEqual({ kind: 'too_large' });
  });

  it.each([1254015, 1254060, 1254064, 1254069, 1254072, 1254074, 1254130])('%i is bad data', (code) => {
    expect(verdictOn(refused(code))).toEqual({ kind: 'bad_data' });
  });

  it.each([1254608, 1255006])('%i knows the client token', (code) => {
    expect(verdictOn(refused(code))).toEqual({ kind: 'token_known' });
  });

  it.each([99991661, 99991663, 99991668])('%i wants a new tenant token', (code) => {
    expect(verdictOn(refused(code, 400))).toEqual({ kind: 'token_invalid' });
  });

  it('1254291 and 1254607 are writes that run into each other', () => {
    expect([1254291, 1254607, 1254290].map((code) => isConflict(refused(code)))).toEqual([true, true, false]);
  });
});

describe('the next step', () => {
  const soFar: Tries = { effect: 'create', feishuCode: 42, tries: 1, timeIsUp: false, tokenRenewed: false };
  const maybe = verdictOn(refused(1255040));
  const busy = verdictOn(refused(1254290));
  const unknown = { kind: 'end', end: { kind: 'unknown', shrink: true } };
  const stopBusy = { kind: 'stop', error: 'feishu_busy' };

  it.each<[string, Verdict, Partial<Tries>, object]>([
    ['a create in doubt is never repeated', maybe, { effect: 'create' }, unknown],
    ['an update in doubt is repeated', maybe, { effect: 'update' }, { kind: 'repeat' }],
    ['a read is repeated', maybe, { effect: 'none' }, { kind: 'repeat' }],
    ['patience ends after 8 tries', busy, { tries: 8 }, stopBusy],
    ['patience ends with the time', busy, { timeIsUp: true }, stopBusy],
    ['before that a refused create is repeated', busy, { tries: 7 }, { kind: 'repeat' }],
    ['a token is renewed', { kind: 'token_invalid' }, {}, { kind: 'renew_token' }],
    [
      'but only once',
      { kind: 'token_invalid' },
      { tokenRenewed: true },
      { kind: 'stop', error: 'feishu_refused' },
    ],
    [
      'a known client token ends a create',
      { kind: 'token_known' },
      {},
      { kind: 'end', end: { kind: 'token_known' } },
    ],
    ['and is nothing to an update', { kind: 'token_known' }, { effect: 'update' }, { kind: 'repeat' }],
    [
      'bad data ends a write',
      { kind: 'bad_data' },
      {},
      { kind: 'end', end: { kind: 'refused', feishuCode: 42 } },
    ],
    ['and stops a read', { kind: 'bad_data' }, { effect: 'none' }, { kind: 'stop', error: 'feishu_refused' }],
    [
      'what is too large has to be split',
      { kind: 'too_large' },
      {},
      { kind: 'end', end: { kind: 'too_large' } },
    ],
  ])('%s', (_name, verdict, tries, expected) => {
    expect(nextStep(verdict, { ...soFar, ...tries })).toEqual(expected);
  });
});
