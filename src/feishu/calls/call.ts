import type { Client, withTenantToken } from '@larksuiteoapi/node-sdk';
import type { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { WriteOutcome } from '../../sync/ports.ts';

/** One call to Feishu: an SDK function to run, and what is known about it. */
export interface FeishuCall<Body> {
  /** For the log. */
  name: string;
  effect: CallEffect;
  send(client: Client, authorization: Authorization | undefined): Promise<unknown>;
  /** Shape of the whole answer: what a document promises; all else is optional. */
  body: z.ZodType<Body>;
  /**
   * Codes of Feishu that say more to the caller than to others. The call ends with them, as refused, at its second try (of
   * `once`, at its only one) instead of after minutes.
   */
  endsWith?: ReadonlySet<number>;
}

/**
 * What comes of carrying a call out twice: nothing, a second copy, or the same once more. `once`: what it rests on was
 * checked right before, so it goes out once, and after a pause it ends as not written.
 */
export type CallEffect = 'none' | 'create' | 'update' | 'once';

/** Request options that carry the tenant token. */
export type Authorization = ReturnType<typeof withTenantToken>;

/** How a call ended. What a person must fix is thrown instead; what passes by itself has been waited for. */
export type CallResult<Body> = { kind: 'done'; body: Body } | CallEnd;

export type CallEnd = Exclude<WriteOutcome, { kind: 'written' }>;

/** A read ends with its answer, unless that would be too large, or the caller wanted to know of a refusal. */
export type ReadResult<Body> = Extract<CallResult<Body>, { kind: 'done' | 'too_large' | 'refused' }>;

/**
 * The way to Feishu that every call takes. Both throw an AppError with the code that names what to fix, or
 * `feishu_busy` or `feishu_unreachable` once patience runs out; a write has then certainly not been carried out. Only
 * after `internal`, a fault of ours at any moment, nobody knows. A read, that of the token too, may end with
 * `feishu_answer_unreadable`, which names the call and the field; a write that was answered so is in doubt.
 */
export interface Calls {
  read<Body>(call: Omit<FeishuCall<Body>, 'effect'>): Promise<ReadResult<Body>>;
  write<Body>(call: FeishuCall<Body>): Promise<CallResult<Body>>;
}

/**
 * The answer to a call that cannot be made smaller.
 * @throws AppError `feishu_refused` if there is none
 */
export function answerOf<Body>(result: CallResult<Body>): Body {
  if (result.kind === 'done') return result.body;
  throw new AppError('feishu_refused', { details: { outcome: result.kind } });
}
