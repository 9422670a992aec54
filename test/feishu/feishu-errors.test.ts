import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/feishu/calls/failure.ts';
import {
  isConflict,
  type Verdict,
  verdictOnBaseCall as verdictOn,
  verdictOnOtherCall,
} from '../../src/feishu/calls/feishu-errors.ts';
import { nextStep, type Tries } from '../../src/feishu/calls/next-step.ts';

function refused(feishuCode: number, status = 200): Failure {
  return {
    kind: 'refused',
    feishuCode,
    status,
    logId: null,
    resetMs: null,
    scopes: [],
    grantAt: null,
    cardFault: null,
  };
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
    ['feishu_refused', [1254000, 1254018, 1254037, 99992402]],
  ] as const)('%s: %j', (error, codes) => {
    for (const code of codes) {
      for (const status of [200, 400, 403]) {
        expect(verdictOn(refused(code, status))).toEqual({ kind: 'stop', error });
      }
    }
  });

  it('is, for calls that write nothing into Base, what nobody understands', () => {
    for (const failure of [refused(42), refused(1254999, 400), unreadable(400), unreadable(404)]) {
      expect(verdictOnOtherCall(failure)).toEqual({ kind: 'stop', error: 'feishu_refused' });
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
  const stopBusy = { kind: 'stop', error: 'feishu_busy' };

  it.each([1254002, 1254607])('%i ran into another change or was too much; the call is over', (code) => {
    expect(verdictOn(refused(code))).toMatchObject({ because: { kind: 'conflict' }, otherwise: stopBusy });
  });

  it('1255040 was too much, and may be running still', () => {
    const because = { kind: 'silence', tooMuch: true };
    expect(verdictOn(refused(1255040, 504))).toMatchObject({ because, otherwise: stopBusy });
  });

  it.each([
    ...[1254200, 1255001, 1255002, 1255003, 1255004, 1255005],
    ...[1500, 1663, 1668, 2200, 5000, 10101, 10500, 11232, 131001],
  ])('%i says that it failed inside; the call is over', (code) => {
    for (const status of [200, 400, 403, 500])
      expect(verdictOn(refused(code, status))).toMatchObject({
        ...{ kind: 'maybe_written', because: { kind: 'failed' } },
        ...{ tries: 8, otherwise: stopBusy },
      });
  });

  it.each([500, 502, 503])('HTTP %i with words of its own, or with a code that nobody knows', (status) => {
    for (const failure of [unreadable(status), refused(42, status), refused(1254999, status)])
      expect(verdictOn(failure)).toMatchObject({ kind: 'maybe_written', because: { kind: 'failed' } });
  });

  it.each<[string, Failure]>([
    ['a time-out or a broken connection', { kind: 'lost', reason: 'ECONNRESET' }],
    ['a gateway that has waited too long', unreadable(504)],
    ['a gateway to which the request took too long', unreadable(408)],
    ['an answer cut off', unreadable(200)],
    ['an unknown code of a gateway that has waited too long', refused(42, 504)],
    ['an unknown code where the request took too long', refused(42, 408)],
    ['an unknown code from inside Base', refused(1255099)],
  ])('%s: it may be running still', (_name, failure) => {
    const because = { kind: 'silence', tooMuch: false };
    expect(verdictOn(failure)).toMatchObject({ kind: 'maybe_written', because });
  });

  it.each([
    ['a code of the range of Base', refused(1254999, 400), 1254999, true, { kind: 'bad_data' }],
    ['a code of another range', refused(42), 42, false, { kind: 'stop', error: 'feishu_refused' }],
    ['a page of a proxy', unreadable(403), 0, false, { kind: 'stop', error: 'feishu_refused' }],
  ])('%s that no document lists', (_name, failure, feishuCode, mayRefuse, otherwise) => {
    const because = { kind: 'unlisted', feishuCode, mayRefuse };
    expect(verdictOn(failure)).toEqual({ kind: 'maybe_written', because, tries: 3, otherwise });
  });

  it('is every code that is not listed, on a create', () => {
    const listed = new Set<number>();
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.constantFrom(200, 400, 403, 404),
        (code, status) => {
          const verdict = verdictOn(refused(code, status));
          const step = nextStep(verdict, { effect: 'create', feishuCode: code, ...onlyTry });
          if (verdict.kind === 'maybe_written') expect(step).toMatchObject({ end: { kind: 'unknown' } });
          else listed.add(code);
        },
      ),
    );
    expect([...listed].every((code) => documented.has(code))).toBe(true);
  });
});

const onlyTry = { tries: 1, timeIsUp: false, tokenRenewed: false };
/** All that is said elsewhere in this file. */
const documented = new Set([
  ...[9499, 10003, 10014, 10015, 20002, 20048, 20069, 91402, 91403, 131002, 131005, 131006],
  ...[
    99991400, 99991401, 99991403, 99991661, 99991662, 99991663, 99991668, 99991672, 99991673, 99991679,
    99992402,
  ],
]);

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
  const unknown = { kind: 'end', end: { kind: 'unknown', because: { kind: 'silence', tooMuch: true } } };
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
