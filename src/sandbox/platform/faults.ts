import { z } from 'zod';

/** `before`: the call is never executed. `after`: it is executed first, so its effect stays. */
const When = z.enum(['before', 'after']);

/** `later`: the caller loses the answer, and the call is executed all the same, as `laterMs` says. */
const WhenLost = z.enum(['before', 'after', 'later']);
/** Milliseconds after the end of the exchange; null: once the faults are cleared. */
const LaterMs = z.int().min(0).max(3_600_000).nullable().default(null);
const lost = { when: WhenLost.default('before'), laterMs: LaterMs };

/** What the fault does. */
const FaultAction = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answer'),
    ...lost,
    /** Status and message of a documented code are filled in. */
    code: z.int().optional(),
    httpStatus: z.int().min(200).max(599).optional(),
    msg: z.string().optional(),
    headers: z.record(z.string(), z.string()).default({}),
    /** A string is sent as it is, as text/plain; anything else as JSON. */
    body: z.json().optional(),
  }),
  z.strictObject({ kind: z.literal('drop'), ...lost }),
  z.strictObject({ kind: z.literal('hang'), ...lost }),
  /** The call waits until the faults are cleared, and then goes on. */
  z.strictObject({ kind: z.literal('hold'), when: When.default('before') }),
  z.strictObject({ kind: z.literal('delay'), when: When.default('before'), ms: z.int().min(0).max(600_000) }),
  /** The answer breaks off in the middle. */
  z.strictObject({ kind: z.literal('cut') }),
]);
export type FaultAction = z.infer<typeof FaultAction>;

/** A fault that will be applied to coming calls. */
export const Fault = z.strictObject({
  /** `*` stands for every method. */
  method: z.enum(['*', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('*'),
  /** The whole path; each `*` stands for any characters. */
  path: z.string().min(1).default('*'),
  /** A text that must stand in the query or in the body, both written as JSON: `"receive_id_type":"chat_id"`. */
  contains: z.string().min(1).nullable().default(null),
  /** 1: the very next matching call. */
  nth: z.int().min(1).default(1),
  /** For how many matching calls from there. */
  times: z.int().min(1).default(1),
  action: FaultAction,
});
export type Fault = z.infer<typeof Fault>;
export type FaultInput = z.input<typeof Fault>;

/** The faults that are waiting. */
export interface Faults {
  add(fault: Fault): void;
  /** Whether what a call with this path sends decides about a waiting fault. */
  dependOnContent(method: string, path: string): boolean;
  /**
   * Counts this call for every waiting fault.
   * @param content query and body of the call; '' where no fault depends on it
   * @returns the first fault whose turn it is
   */
  next(method: string, path: string, content: string): FaultAction | null;
  list(): readonly Fault[];
  clear(): void;
  /** Resolves when the faults are cleared the next time. */
  cleared(): Promise<void>;
}

/** @throws ZodError for a fault of the wrong shape */
export function createFaults(initial: readonly FaultInput[]): Faults {
  let waiting = initial.map((fault) => Fault.parse(fault));
  let held: (() => void)[] = [];
  return {
    add: (fault) => void waiting.push({ ...fault }),
    dependOnContent: (method, path) =>
      waiting.some((fault) => fault.contains !== null && matches(fault, method, path)),
    next(method, path, content) {
      const matching = waiting.filter(
        (fault) => matches(fault, method, path) && content.includes(fault.contains ?? ''),
      );
      const due = matching.find((fault) => fault.nth === 1);
      for (const fault of matching) {
        if (fault.nth > 1) fault.nth -= 1;
      }
      if (due === undefined) return null;
      due.times -= 1;
      waiting = waiting.filter((fault) => fault.times > 0);
      return due.action;
    },
    list: () => waiting,
    clear() {
      waiting = [];
      for (const release of held) release();
      held = [];
    },
    cleared: () => new Promise((resolve) => held.push(resolve)),
  };
}

function matches(fault: Fault, method: string, path: string): boolean {
  return (fault.method === '*' || fault.method === method) && pathPattern(fault.path).test(path);
}

function pathPattern(path: string): RegExp {
  const literal = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}
