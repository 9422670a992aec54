import { AppError } from '../../errors.ts';
import type { CallResult } from '../calls/call.ts';
import type { CallObserver } from '../calls/send-call.ts';
import { type ChatRefusal, refusalOf } from './chat-errors.ts';

/** How a call to chat ended. Unlike a sync it does not wait for better times: that is left to whoever asked for it. */
export type Attempt<Body> = { kind: 'done'; body: Body } | { kind: 'refused'; refusal: ChatRefusal } | Later;

export interface Later {
  kind: 'later';
  afterMs: number;
  /** Scopes that the app lacks, if that is why; one of them is enough. */
  missingScopes: readonly string[];
}

/** Thrown where a call would wait before it is repeated. */
class ComeBackLater extends Error {
  readonly afterMs: number;

  constructor(afterMs: number) {
    super('later');
    this.afterMs = afterMs;
  }
}

/** Of calls that are tried once: the call path tells its observer before it waits. */
export const impatient: CallObserver = {
  called: () => {},
  backingOff: (ms) => Promise.reject(new ComeBackLater(ms)),
  goingOn: async () => {},
};

/** A message that may have been sent can be sent again under its uuid. */
const unclearMs = 3_000;
/** What only an administrator can mend will not be mended in a moment. */
const toMendMs = 60_000;

/**
 * What came of a call that was made with the `impatient` observer.
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
      default:
        return later(unclearMs);
    }
  } catch (thrown) {
    if (thrown instanceof ComeBackLater) return later(thrown.afterMs);
    if (!(thrown instanceof AppError) || thrown.code === 'internal') throw thrown;
    const refusal = refusalOf(thrown);
    if (refusal === null) return later(toMendMs, scopesOf(thrown));
    return refusal === 'busy' ? later(unclearMs) : { kind: 'refused', refusal };
  }
}

function later(afterMs: number, missingScopes: readonly string[] = []): Later {
  return { kind: 'later', afterMs, missingScopes };
}

function scopesOf({ details: { scopes } }: AppError): readonly string[] {
  return Array.isArray(scopes) ? scopes : [];
}
