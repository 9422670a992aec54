import { type AxiosAdapter, AxiosError, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import type { Effect } from '../world/world.ts';
import type { FaultAnswer } from './fault-answers.ts';
import type { PlatformAnswer, PlatformRequest } from './platform.ts';

/** What becomes of one call: who answers it, and whether it is carried out. */
export type CallFate =
  /** Feishu answers. */
  | { kind: 'own'; effect: { kind: 'done' } }
  | { kind: 'fault'; answer: FaultAnswer; effect: Effect }
  /** The process that sent it dies before it reads an answer. */
  | { kind: 'death'; effect: Effect }
  /** It is frozen after it has sent the call, and reads what has come when it wakes up. */
  | { kind: 'freeze'; effect: Effect };

export interface TransportDeps {
  /** Comes before the call; never resolves if the process is dead. */
  begin(request: PlatformRequest): Promise<CallFate>;
  /** Comes before the answer is read; never resolves if the process dies in the call. */
  end(request: PlatformRequest, fate: CallFate, outcome: string): Promise<void>;
  handle(request: PlatformRequest): PlatformAnswer;
  /** Carries the call out in `ms` milliseconds. */
  handleLater(request: PlatformRequest, ms: number): void;
  sleep(ms: number): Promise<void>;
  /** As the `Date` of an answer; null: it has none. */
  date(): string | null;
}

/** Carries the requests of the real adapter to the stand-in, as the network would, and lets faults happen to them. */
export function createTransport(deps: TransportDeps): AxiosAdapter {
  return async (config) => {
    const request = requestOf(config);
    const fate = await deps.begin(request);
    const own = carryOut(deps, request, fate.effect);
    const seen = seenOf(fate, own);
    if (seen.kind === 'lost') await deps.sleep(seen.afterMs);
    await deps.end(request, fate, outcomeOf(seen));
    return settle(config, seen, deps.date());
  };
}

function requestOf({ method, url, params, data, headers }: InternalAxiosRequestConfig): PlatformRequest {
  const given = Object.entries((params ?? {}) as Record<string, unknown>);
  const query = given.filter(([, value]) => value !== undefined);
  return {
    method: (method ?? 'get').toUpperCase(),
    path: new URL(url ?? '').pathname,
    query: Object.fromEntries(query.map(([name, value]) => [name, String(value)])),
    body: typeof data === 'string' && data !== '' ? JSON.parse(data) : (data ?? {}),
    authorization: String(headers.get('authorization') ?? ''),
  };
}

function carryOut(deps: TransportDeps, request: PlatformRequest, effect: Effect): PlatformAnswer | null {
  switch (effect.kind) {
    case 'never':
      return null;
    case 'done':
      return deps.handle(request);
    case 'late':
      deps.handleLater(request, effect.ms);
      return null;
  }
}

/** Nobody reads what comes to the dead. */
const unread: FaultAnswer = { kind: 'lost', code: 'ECONNRESET', afterMs: 0 };

function seenOf(fate: CallFate, own: PlatformAnswer | null): FaultAnswer {
  if (fate.kind === 'fault') return fate.answer;
  return fate.kind === 'death' || own === null ? unread : { kind: 'answer', ...own };
}

function outcomeOf(seen: FaultAnswer): string {
  if (seen.kind !== 'answer') return seen.kind === 'lost' ? seen.code : seen.kind;
  const { body, status } = seen;
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : '';
  return `${status} ${String(code)}`;
}

function settle(config: InternalAxiosRequestConfig, seen: FaultAnswer, date: string | null): AxiosResponse {
  if (seen.kind === 'lost') throw new AxiosError('lost', seen.code, config);
  if (seen.kind === 'cut') throw new AxiosError('aborted', 'ECONNABORTED', config);
  const data = typeof seen.body === 'string' ? seen.body : JSON.stringify(seen.body);
  const headers = { ...(date === null ? {} : { date }), ...seen.headers };
  const response = { data, status: seen.status, statusText: '', headers, config } as AxiosResponse;
  if (seen.status < 300) return response;
  // As `validateStatus` of axios would have it; the body of a refusal is read like any other.
  throw new AxiosError('refused', AxiosError.ERR_BAD_REQUEST, config, undefined, response);
}
