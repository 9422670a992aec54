import type { Later as LaterOutcome } from '../../bot/ports.ts';
import { AppError } from '../../errors.ts';
import type { CallResult } from '../calls/call.ts';
import { type ChatRefusal, refusalOf } from './chat-errors.ts';

/** How a call to chat ended. Unlike a sync it does not wait for better times: that is left to whoever asked for it. */
export type Attempt<Body> = { kind: 'done'; body: Body } | { kind: 'refused'; refusal: ChatRefusal } | Later;

export interface Later extends LaterOutcome {
  /** Scopes that the app lacks, if that is why; one of them is enough. */
  missingScopes: readonly string[];
}

/** The same for whoever need not know of scopes. */
export function toLater({ kind, afterMs, refused }: Later): LaterOutcome {
  return { kind, afterMs, ...(refused && { refused }) };
}

/** Whether a call was refused for this reason. */
export function isRefusedFor(attempted: Attempt<unknown>, refusal: ChatRefusal): boolean {
  return attempted.kind === 'refused' && attempted.refusal === refusal;
}

/** A message that may have been sent can be sent again under its uuid. */
const unclearMs = 3_000;
/** What only an administrator can fix takes a while. */
const toBeFixedMs = 60_000;

/**
 * What came of a call that does not wait.
 * @throws AppError `internal` for a fault of this service
 */
export async function attempt<Body>(call: Promise<CallResult<Body>>): Promise<Attempt<Body>> {
  try {
    const result = await call;
    switch (result.kind) {
      case 'done':
        return result;
      case 'refused':
      case 'too_large':
        return { kind: 'refused', refusal: 'content' };
      case 'unknown':
      case 'not_written':
      case 'token_known':
        return later(unclearMs);
    }
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code === 'internal') throw thrown;
    const { retryAfterMs } = thrown.details;
    if (typeof retryAfterMs === 'number') return later(retryAfterMs);
    const refusal = refusalOf(thrown);
    if (refusal === null) return later(toBeFixedMs, scopesOf(thrown));
    if (refusal === 'unlisted') return { ...later(toBeFixedMs), refused: true };
    return refusal === 'busy' ? later(unclearMs) : { kind: 'refused', refusal };
  }
}

function later(afterMs: number, missingScopes: readonly string[] = []): Later {
  return { kind: 'later', afterMs, missingScopes };
}

function scopesOf({ details: { scopes } }: AppError): readonly string[] {
  return Array.isArray(scopes) ? scopes : [];
}
