import type { ErrorCode } from '../../errors.ts';
import type { Failure } from './failure.ts';

/** What a failure means for the call. Where it ends the call, `stop` names what a person has to mend. */
export type Verdict =
  /** Certainly not carried out; worth so many tries, and then it means something else. */
  | { kind: 'temporary'; tries: number; otherwise: FinalVerdict }
  /** Carried out or not. `shrink`: it was too much at once. */
  | { kind: 'maybe_written'; shrink: boolean; otherwise: FinalVerdict }
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

const inDoubt: Verdict = { kind: 'maybe_written', shrink: false, otherwise: stop('feishu_busy') };
const inDoubtTooMuch: Verdict = { kind: 'maybe_written', shrink: true, otherwise: stop('feishu_busy') };
const answerLost: Verdict = { kind: 'maybe_written', shrink: false, otherwise: stop('feishu_unreachable') };

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
  1254002: inDoubtTooMuch,
  1254607: inDoubtTooMuch,
  1255040: inDoubtTooMuch,
  1254200: inDoubt,
  1255001: inDoubt,
  1255002: inDoubt,
  1255003: inDoubt,
  1255004: inDoubt,
  1255005: inDoubt,

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
};

/** Answers without a code come from what stands in front of Feishu. */
const statusVerdicts: Readonly<Record<number, Verdict>> = {
  408: answerLost,
  413: tooLarge,
  429: busy,
};

/** Writes that Feishu runs into each other; after them it wants more time between calls. */
const conflictCodes: ReadonlySet<number> = new Set([1254291, 1254607]);

/** Looks the failure up; an unknown code is final, because repeating what is not understood helps nobody. */
export function verdictOn(failure: Failure): Verdict {
  switch (failure.kind) {
    case 'refused':
      return verdicts[failure.feishuCode] ?? verdictOnUnknown(failure.feishuCode, failure.status);
    case 'unreadable':
      return failure.status < 300 ? answerLost : verdictOnStatus(failure.status);
    case 'lost':
      return answerLost;
    case 'not_sent':
      return unreachable;
  }
}

/** Whether calls should follow each other more slowly from now on. */
export function isConflict(failure: Failure): boolean {
  return failure.kind === 'refused' && conflictCodes.has(failure.feishuCode);
}

/** 1255xxx is what fails inside Feishu, and not every code of it is documented. */
function verdictOnUnknown(feishuCode: number, status: number): Verdict {
  return Math.floor(feishuCode / 1_000) === 1_255 ? inDoubt : verdictOnStatus(status);
}

/** For an answer whose code says nothing: up to 4xx it was turned down, with 5xx it may have been carried out. */
function verdictOnStatus(status: number): Verdict {
  if (status >= 500) return answerLost;
  return statusVerdicts[status] ?? stop('feishu_refused');
}
