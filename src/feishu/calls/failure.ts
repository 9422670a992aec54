import type { AxiosError } from 'axios';
import { z } from 'zod';
import { AppError, type ErrorDetails } from '../../errors.ts';
import { isAxiosError } from './sdk.ts';

/** How one attempt at a call failed. Holds nothing of what was sent: neither secrets nor personal data. */
export type Failure =
  /** Feishu said no, with its code. */
  | {
      kind: 'refused';
      feishuCode: number;
      status: number;
      logId: string | null;
      /** When the gateway takes calls again, in milliseconds from now. */
      resetMs: number | null;
      scopes: string[];
      /** The page of the developer console where missing scopes are granted, if Feishu names it. */
      grantAt: string | null;
      cardFault: CardFault | null;
    }
  /** An answer that is not Feishu's JSON, or only a part of it. */
  | { kind: 'unreadable'; status: number; logId: string | null }
  /** Success, but not in the shape that its document promises. `field`: the path to what is missing or different. */
  | { kind: 'misshapen'; field: string }
  /** The connection broke or took too long: it may have been carried out. */
  | { kind: 'lost'; reason: string }
  /** There was no connection: certainly not carried out. */
  | { kind: 'not_sent'; reason: string };

/** What Feishu says about a card only in words; the code is the same for many other faults. */
export type CardFault =
  /** Somebody is pressing a button of the card that was to be changed. */
  | 'card_locked'
  /** A person on the card is not one, for this app. */
  | 'card_person';

/** Documented and captured spellings differ: https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/get- */
const Refusal = z.object({
  code: z.number(),
  msg: z.string().optional().catch(undefined),
  error: z
    .object({
      log_id: z.string().optional(),
      logid: z.string().optional(),
      permission_violations: z.array(z.object({ subject: z.string() })).optional(),
      helps: z
        .array(z.object({ url: z.string() }))
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});
type Refusal = z.infer<typeof Refusal>;

/** The app lacks a scope; the user has not granted it. */
const scopeCodes: ReadonlySet<number> = new Set([99991672, 99991679]);

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create, sub-codes of 230099 */
const cardFaults: readonly [CardFault, RegExp][] = [
  ['card_locked', /card action is lock/],
  ['card_person', /ErrCode: *100290|invalid user resource/],
];

const withoutConnection: ReadonlySet<string | undefined> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** What Node says where a connection ends before it is encrypted: https://github.com/nodejs/node/blob/v20.19.0/lib/_tls_wrap.js#L1720 */
const beforeEncryption = /before secure TLS connection was established/;

/** Whether the connection broke before a byte of the call can have left. */
function isUnsent({ code, cause, message }: AxiosError): boolean {
  const { syscall } = (cause ?? {}) as NodeJS.ErrnoException;
  return withoutConnection.has(code) || syscall === 'connect' || beforeEncryption.test(message);
}

/**
 * What an SDK call has thrown, as a failure.
 * @throws AppError `internal` for what did not come from the connection, such as a fault in the SDK
 */
export function readFailure(thrown: unknown): Failure {
  if (!isAxiosError(thrown)) throw new AppError('internal', { cause: thrown });
  const { response, code } = thrown;
  if (response === undefined) {
    return { kind: isUnsent(thrown) ? 'not_sent' : 'lost', reason: code ?? 'unknown' };
  }
  const header = (name: string) => textOrNull(response.headers[name]);
  const logId = header('x-tt-logid');
  const body = Refusal.safeParse(response.data);
  if (!body.success) return { kind: 'unreadable', status: response.status, logId };
  return {
    kind: 'refused',
    feishuCode: body.data.code,
    status: response.status,
    logId: logId ?? body.data.error?.log_id ?? body.data.error?.logid ?? null,
    resetMs: toMilliseconds(header('x-ogw-ratelimit-reset')),
    scopes: scopeCodes.has(body.data.code) ? missingScopes(body.data) : [],
    grantAt: scopeCodes.has(body.data.code) ? grantPage(body.data) : null,
    cardFault: cardFaults.find(([, words]) => words.test(body.data.msg ?? ''))?.[0] ?? null,
  };
}

/**
 * Success in a shape that cannot be read. What is no JSON object comes from something in front of Feishu, such as a
 * proxy, or was cut off.
 */
export function readMisfit(answer: unknown, error: z.ZodError): Failure {
  if (typeof answer === 'string' || answer === undefined)
    return { kind: 'unreadable', status: 200, logId: null };
  return { kind: 'misshapen', field: error.issues[0]?.path.join('.') ?? '' };
}

/** For the log and for the error that a person sees: nothing of what was sent. */
export function factsOf(failure: Failure): ErrorDetails {
  switch (failure.kind) {
    case 'refused': {
      const { feishuCode, status, logId, scopes, grantAt, cardFault } = failure;
      return {
        feishuCode,
        status,
        ...logIdFact(logId),
        ...(scopes.length > 0 ? { scopes } : {}),
        ...(grantAt === null ? {} : { grantAt }),
        ...(cardFault === null ? {} : { reason: cardFault }),
      };
    }
    case 'unreadable':
      return { status: failure.status, ...logIdFact(failure.logId) };
    case 'misshapen':
      return { field: failure.field };
    default:
      return { reason: failure.reason };
  }
}

/** Feishu's support asks for it. */
function logIdFact(logId: string | null): ErrorDetails {
  return logId === null ? {} : { logId };
}

/** From the list of violations or, where there is none, from `…scopes is required: [a, b]`. */
function missingScopes({ msg, error }: Refusal): string[] {
  const listed = error?.permission_violations?.map(({ subject }) => subject) ?? [];
  if (listed.length > 0) return listed;
  const named = /\[([^[\]]+)\]/.exec(msg ?? '')?.[1] ?? '';
  return named.split(',').flatMap((scope) => /^\s*([\w.-]+(?::[\w.-]+)+)\s*$/.exec(scope)?.[1] ?? []);
}

/** A page of an app in a developer console: people are not sent anywhere else, whoever has answered. */
const consolePage =
  /https:\/\/open\.(?:feishu\.cn|larksuite\.com|larkoffice\.com)\/app\/[\w-]+\/auth[\w?&=:.,%-]*/;

function grantPage({ msg = '', error }: Refusal): string | null {
  const named = [...(error?.helps ?? []).map(({ url }) => url), msg];
  return named.flatMap((text) => consolePage.exec(text)?.[0] ?? [])[0] ?? null;
}

function toMilliseconds(seconds: string | null): number | null {
  const value = Number(seconds ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 ? value * 1_000 : null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
