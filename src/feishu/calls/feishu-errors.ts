import type { ErrorCode } from '../../errors.ts';
import type { Doubt } from '../../sync/doubt.ts';
import type { Failure } from './failure.ts';

/** What a failure means for the call. Where it ends the call, `stop` names what a person has to fix. */
export type Verdict =
  /** Certainly not carried out; worth so many tries, and then it means something else. */
  | { kind: 'temporary'; tries: number; otherwise: FinalVerdict }
  /** Carried out or not; a call without a lasting effect is worth so many tries, and then it means something else. */
  | { kind: 'maybe_written'; because: Doubt; tries: number; otherwise: FinalVerdict }
  /** This client token has been seen before. */
  | { kind: 'token_known' }
  /** The tenant token has run out or was revoked. */
  | { kind: 'token_invalid' }
  | FinalVerdict;

export type FinalVerdict =
  /** The values of at least one row do not fit; nothing was written. */
  | { kind: 'bad_data' }
  /** The request or its answer is larger than Feishu takes; nothing was written. */
  | { kind: 'too_large' }
  | { kind: 'stop'; error: ErrorCode };

/** Tries in all, with growing waits between them. */
export const patientTries = 8;
/** A record or table that was just made may be unknown to some servers for seconds. */
const laggingTries = 5;
/** What nobody understands is not asked for long. */
const unlistedTries = 3;

const stop = (error: ErrorCode): FinalVerdict => ({ kind: 'stop', error });
const badData: FinalVerdict = { kind: 'bad_data' };
const tooLarge: FinalVerdict = { kind: 'too_large' };
const tokenInvalid: Verdict = { kind: 'token_invalid' };
const tokenKnown: Verdict = { kind: 'token_known' };

const busy: Verdict = { kind: 'temporary', tries: patientTries, otherwise: stop('feishu_busy') };
const unreachable: Verdict = {
  kind: 'temporary',
  tries: patientTries,
  otherwise: stop('feishu_unreachable'),
};
const lagging = (otherwise: FinalVerdict): Verdict => ({ kind: 'temporary', tries: laggingTries, otherwise });

const maybeWritten = (because: Doubt, otherwise: FinalVerdict, tries = patientTries): Verdict => ({
  ...{ kind: 'maybe_written', because },
  ...{ tries, otherwise },
});
const failed = maybeWritten({ kind: 'failed' }, stop('feishu_busy'));
const conflict = maybeWritten({ kind: 'conflict' }, stop('feishu_busy'));
const stillRunning = maybeWritten({ kind: 'silence', tooMuch: true }, stop('feishu_busy'));
const brokenServer = maybeWritten({ kind: 'failed' }, stop('feishu_unreachable'));
const answerLost = maybeWritten({ kind: 'silence', tooMuch: false }, stop('feishu_unreachable'));
/** A fault of one moment may shape one answer; two say that we do not understand Feishu. */
const misshapen = maybeWritten({ kind: 'silence', tooMuch: false }, stop('feishu_answer_unreadable'), 2);

/**
 * Feishu's codes, wherever they come from: the same code has different HTTP statuses on different pages.
 * Codes from 1254000: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_create and its siblings;
 * 131xxx: https://open.feishu.cn/document/ukTMukTMukTM/uUDN04SN0QjL1QDN/wiki-v2/space/get_node;
 * the others: https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN
 */
const verdicts: Readonly<Record<number, Verdict>> = {
  // The app itself.
  10003: stop('wrong_app_secret'),
  10014: stop('wrong_app_secret'),
  10015: stop('wrong_app_secret'),
  20002: stop('wrong_app_secret'),
  20048: stop('wrong_app_secret'),
  20069: stop('app_disabled'),
  99991661: tokenInvalid,
  99991663: tokenInvalid,
  99991668: tokenInvalid,
  99991662: stop('app_disabled'),
  99991673: stop('app_disabled'),
  99991672: stop('missing_scope'),
  99991679: stop('missing_scope'),
  99991401: stop('ip_denied'),
  99991403: stop('monthly_quota'),

  // The Base and its tables.
  91402: stop('wrong_base_token'),
  91403: stop('not_collaborator'),
  1254003: stop('wrong_base_token'),
  1254004: stop('table_missing'),
  1254024: stop('tables_unfit'),
  1254045: stop('tables_unfit'),
  131002: stop('wrong_base_token'),
  131005: stop('wiki_unreadable'),
  131006: stop('wiki_unreadable'),
  1254301: stop('no_write_permission'),
  1254302: stop('no_write_permission'),
  1254304: stop('no_write_permission'),
  1254305: stop('no_write_permission'),
  1254103: stop('base_full'),
  1254306: stop('base_full'),

  // Not found, or not known everywhere yet: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/faq
  1254040: lagging(stop('wrong_base_token')),
  1254041: lagging(stop('table_missing')),
  1254042: lagging(stop('feishu_refused')),
  1254043: lagging(badData),
  // What a link to such a record gets.
  1254067: lagging(badData),
  1254044: lagging(stop('tables_unfit')),

  // Refused for the moment.
  99991400: busy,
  1254036: busy,
  1254112: busy,
  1254290: busy,
  1254291: busy,

  // Failed inside Feishu, at a point that nobody knows.
  1254002: conflict,
  1254607: conflict,
  1255040: stillRunning,
  1254200: failed,
  1255001: failed,
  1255002: failed,
  1255003: failed,
  1255004: failed,
  1255005: failed,
  600: failed,
  1500: failed,
  1503: failed,
  1551: failed,
  1557: failed,
  1642: failed,
  1663: failed,
  1665: failed,
  1668: failed,
  2200: failed,
  4006: failed,
  5000: failed,
  10101: failed,
  10105: failed,
  10500: failed,
  11232: failed,
  11233: failed,
  11247: failed,
  131001: failed,

  1254608: tokenKnown,
  1255006: tokenKnown,

  1254030: tooLarge,
  1254104: tooLarge,
  1254107: tooLarge,

  // A value that its field does not take.
  1254015: badData,
  1254060: badData,
  1254061: badData,
  1254062: badData,
  1254063: badData,
  1254064: badData,
  1254065: badData,
  1254066: badData,
  1254068: badData,
  1254069: badData,
  1254072: badData,
  1254074: badData,
  1254130: badData,

  // A request that Base does not take, whatever its values are: a fault of this service, and nothing was written.
  9499: stop('feishu_refused'),
  99992402: stop('feishu_refused'),
  1254000: stop('feishu_refused'),
  1254001: stop('feishu_refused'),
  1254005: stop('feishu_refused'),
  1254006: stop('feishu_refused'),
  1254007: stop('feishu_refused'),
  1254008: stop('feishu_refused'),
  1254009: stop('feishu_refused'),
  1254010: stop('feishu_refused'),
  1254011: stop('feishu_refused'),
  1254016: stop('feishu_refused'),
  1254018: stop('feishu_refused'),
  1254037: stop('feishu_refused'),
  1254108: stop('feishu_refused'),
};

/** Answers without a code come from what stands in front of Feishu. */
const statusVerdicts: Readonly<Record<number, Verdict>> = {
  413: tooLarge,
  429: busy,
  500: brokenServer,
  502: brokenServer,
  503: brokenServer,
};

/** Writes that Feishu runs into each other; after them it wants more time between calls. */
const conflictCodes: ReadonlySet<number> = new Set([1254291, 1254607]);

/** What a failure means for a call, which depends on what is called. */
export type VerdictOn = (failure: Failure) => Verdict;

/** For calls to Base: only what is listed proves that nothing was written; whatever is not understood may have been. */
export function verdictOnBaseCall(failure: Failure): Verdict {
  switch (failure.kind) {
    case 'refused':
      return verdicts[failure.feishuCode] ?? verdictOnUnlisted(failure.feishuCode, failure.status);
    case 'unreadable':
      return statusVerdicts[failure.status] ?? verdictOnStatus(failure.status);
    case 'misshapen':
      return misshapen;
    case 'lost':
      return answerLost;
    case 'not_sent':
      return unreachable;
  }
}

/**
 * For calls that write nothing into Base. Messages are sent under a uuid and can be sent again; a code that is not listed
 * is final for them, because repeating what is not understood helps nobody.
 */
export function verdictOnOtherCall(failure: Failure): Verdict {
  const verdict = verdictOnBaseCall(failure);
  const isUnlisted = verdict.kind === 'maybe_written' && verdict.because.kind === 'unlisted';
  return isUnlisted ? stop('feishu_refused') : verdict;
}

/** Whether calls should follow each other more slowly from now on. */
export function isConflict(failure: Failure): boolean {
  return failure.kind === 'refused' && conflictCodes.has(failure.feishuCode);
}

/** The codes with which Base says what is wrong with a request; not every one of them is documented. */
const isOfBase = (feishuCode: number) => Math.floor(feishuCode / 1_000) === 1_254;
/** The codes of what fails inside Base. */
const isInsideBase = (feishuCode: number) => Math.floor(feishuCode / 1_000) === 1_255;

/** Whoever stands in front of Feishu has stopped waiting for it, or for the request. */
const isGivenUp = (status: number) => status >= 500 || status === 408;

function verdictOnUnlisted(feishuCode: number, status: number): Verdict {
  if (isInsideBase(feishuCode)) return maybeWritten({ kind: 'silence', tooMuch: false }, stop('feishu_busy'));
  if (isGivenUp(status)) return statusVerdicts[status] ?? answerLost;
  return unlisted(feishuCode, isOfBase(feishuCode));
}

/** A page where JSON was expected says nothing about what became of the call. */
function verdictOnStatus(status: number): Verdict {
  return status < 400 || isGivenUp(status) ? answerLost : unlisted(0, false);
}

function unlisted(feishuCode: number, mayRefuse: boolean): Verdict {
  const otherwise = mayRefuse ? badData : stop('feishu_refused');
  const because: Doubt = { kind: 'unlisted', feishuCode, mayRefuse };
  return { kind: 'maybe_written', because, tries: unlistedTries, otherwise };
}
